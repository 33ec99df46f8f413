package dev.sailplane.api.http;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.wire.UploadedFile;
import dev.sailplane.contract.ObjectKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/**
 * Pictures put into the bucket before the request that names them, as Replicate's clients do with whatever is no text.
 * What is in them is looked at when a job names them.
 */
@Path("/v1/files")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FileResource {
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final CurrentTenant tenant;
    private final ObjectStore store;
    private final long maximumBytes;
    private final InstantSource clock = InstantSource.system();

    /** Keeps them in the store. */
    public FileResource(CurrentTenant tenant, ObjectStore store, ApiConfiguration configuration) {
        this.tenant = tenant;
        this.store = store;
        this.maximumBytes = configuration.sources().maximumSize().asLongValue();
    }

    /** Keeps the part {@code content}; the answer's {@code urls.get} may be given as {@code image} or {@code mask}. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public RestResponse<UploadedFile> upload(@RestForm("content") @Nullable FileUpload content) throws IOException {
        if (content == null) {
            throw RejectedException.of("/content", "content is required: a file");
        }
        if (content.size() > maximumBytes) {
            throw RejectedException.of("/content", "content must be at most " + maximumBytes + " bytes");
        }
        String id = UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        String key = ObjectKeys.uploads(tenant.name()) + id;
        store.put(key, Files.readAllBytes(content.uploadedFile()), UNKNOWN_TYPE);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new UploadedFile(
                        id,
                        id,
                        UNKNOWN_TYPE,
                        content.size(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        new UploadedFile.Urls(store.presign(key))));
    }
}
