package dev.sailplane.api.configuration;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;

/** The service's own configuration, with some settings changed. */
public final class Configurations {
    public static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private Configurations() {}

    public static ApiConfiguration usual() {
        return with(Map.of());
    }

    public static ApiConfiguration with(Map<String, String> changes) {
        URL defaults = Configurations.class.getResource("/application.properties");
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withSources(new PropertiesConfigSource(defaults, 250))
                    .withSources(new PropertiesConfigSource(changes, "changes", 400))
                    .withDefaultValue("SAILPLANE_WEBHOOK_SECRET", SECRET)
                    .withDefaultValue("quarkus.http.port", "8080")
                    .withMapping(ApiConfiguration.class)
                    .build()
                    .getConfigMapping(ApiConfiguration.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
