package dev.sailplane.api.configuration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** All settings of the service, typed. A wrong value stops the start. The Kafka channels are set beside it, by their own names. */
@ConfigMapping(prefix = "sailplane.api")
public interface ApiConfiguration {
    /** What callers see before {@code /v1}; stands in the addresses of every prediction. */
    URI publicUrl();

    /** The models on offer, by {@code owner/name}. */
    Map<String, ModelSettings> models();

    Limits limits();

    Storage storage();

    Sources sources();

    Outbound outbound();

    WebhookSettings webhook();

    View view();

    Publishing publishing();

    OpenAi openai();

    Idempotency idempotency();

    Access access();

    Fleet fleet();

    /** One model. */
    interface ModelSettings {
        /** Its version's name, unlike that of any other model. */
        String version();

        /** Heights (and widths) in pixels it can draw. */
        Set<Integer> sizes();

        /** Whether it can edit a picture. */
        @WithDefault("true")
        boolean edit();

        /** Most sampling steps a stage for this model, where it differs from {@link Limits#maximumSteps}. */
        OptionalInt maximumSteps();

        /** Fewer for its upsampling stage: one that begins with little noise has only so many timesteps. */
        OptionalInt maximumUpsampleSteps();

        /** What it draws, for callers to choose by. */
        Optional<String> description();

        /** When the version was made. Clients require a time, so an unknown one is told as the epoch. */
        @WithDefault("1970-01-01T00:00:00Z")
        Instant createdAt();
    }

    /** What one job may ask for, within the contract's own bounds. */
    interface Limits {
        @WithDefault("250")
        int maximumSteps();

        @WithDefault("10")
        int maximumOutputs();
    }

    /** The bucket. */
    interface Storage {
        /** Where the S3 server is; absent for AWS itself. */
        Optional<URI> endpoint();

        String bucket();

        String region();

        /** How long the addresses of pictures hold. */
        @WithDefault("1H")
        Duration urlValidity();

        /** For one call, with its retries. */
        @WithDefault("20S")
        Duration timeout();
    }

    /** Bounds of source pictures and masks, each. */
    interface Sources {
        @WithDefault("10M")
        MemorySize maximumSize();

        /** Longest side in pixels. */
        @WithDefault("4096")
        int maximumSide();

        /** Most pixels in all. */
        @WithDefault("16777216")
        int maximumPixels();

        /** Decoded at the same time; a decoded picture takes up to 16 bytes a pixel. */
        @WithDefault("1")
        int concurrency();
    }

    /** Calls to addresses that callers name: source pictures and webhooks. */
    interface Outbound {
        /** Hosts, as {@code name} or {@code name:port}, that may be private and may speak plain http. */
        Optional<List<String>> allowedHosts();

        /** For a whole fetch of a source picture. */
        @WithDefault("15S")
        Duration fetchTimeout();
    }

    /** Telling receivers. */
    interface WebhookSettings {
        /** From which the tenants' secrets are derived: {@code whsec_} and the base 64 of 24 to 64 bytes. */
        String secret();

        /** For one try. */
        @WithDefault("15S")
        Duration timeout();

        /** When to try again, counted from the first try. */
        @WithDefault("5S,5M,30M,2H,5H,10H,14H,20H,24H")
        List<Duration> retries();

        /** Ended deliveries kept in memory, for the log that tenants may ask for. */
        @WithDefault("10000")
        int endedDeliveries();

        /** Deliveries under way at the same time in this replica, to all receivers. */
        @WithDefault("1024")
        int maximumUnderWay();

        Receivers receivers();
    }

    /** What one receiver gets: one server, as named by one tenant. */
    interface Receivers {
        /** Calls at the same time, from this replica. */
        @WithDefault("4")
        int maximumCalls();

        /** After so many failed calls in a row it is left alone for {@link #pause}. */
        @WithDefault("5")
        int failures();

        /** After it one call goes to see; the others wait, and no try is counted. */
        @WithDefault("30S")
        Duration pause();
    }

    /** The view of jobs in memory. */
    interface View {
        /** Ended jobs kept; older ones are read from the bucket. */
        @WithDefault("10000")
        int endedJobs();

        /** Jobs whose events came before their acceptance, kept aside. */
        @WithDefault("20000")
        int unplacedJobs();

        /** How long to look for a job that another replica is accepting at this moment. */
        @WithDefault("500MS")
        Duration patience();

        /** A job without news for so long is looked up in the bucket when asked for. */
        @WithDefault("30S")
        Duration quietTime();

        /** An active job without events for so long is put into the queue again; then for twice as long, and so on. */
        @WithDefault("10M")
        Duration silence();
    }

    /** Requests that come again. */
    interface Idempotency {
        /** How long a repetition without a key is known by its body. */
        @WithDefault("10M")
        Duration repeatWindow();

        /** How long a first request may be under way before another takes it up. */
        @WithDefault("60S")
        Duration inFlight();
    }

    /** Publishing a job. */
    interface Publishing {
        /** Longer than the producer's own verdict takes; see the channel {@code jobs}. */
        @WithDefault("15S")
        Duration timeout();

        /** Jobs that the producer has at the same time: one that knows no broker holds them up one after the other. */
        @WithDefault("40")
        int maximumUnderWay();

        /** How long a job waits for its turn; then it is refused for good. */
        @WithDefault("3S")
        Duration patience();

        /** What a refused caller is told to wait. */
        @WithDefault("5S")
        Duration retryAfter();
    }

    /** The workers' size. */
    interface Fleet {
        /** Device-seconds that a picture is expected to take until the first of its model and size is done. */
        @WithDefault("10")
        double pictureDeviceSeconds();
    }

    /** Who may ask, and for how much. */
    interface Access {
        @WithDefault("auto")
        AccessMode mode();

        /** Tenants whose callers may see the whole fleet; where no keys are asked for, everybody may. */
        Optional<List<String>> operators();

        /** Jobs a tenant may create within any minute. Absent: 600 where keys are asked for, else no limit. */
        OptionalInt defaultRequestsPerMinute();

        /** Jobs of a tenant that have not ended. Absent: 100 where keys are asked for, else no limit. */
        OptionalInt defaultConcurrentJobs();
    }

    /** Whether callers must show a key. */
    enum AccessMode {
        /** Open on a loopback address, keys anywhere else. */
        AUTO,
        /** No keys; refused where others can reach the service. */
        OPEN,
        /** Keys always. */
        KEYS
    }

    /** OpenAI's Images API. */
    interface OpenAi {
        /** The model of requests that name none, or one of OpenAI's. */
        String defaultModel();

        /** Names of OpenAI's that mean the default model; at an end, {@code *} stands for anything. */
        @WithDefault("dall-e-2,dall-e-3,gpt-image-*,chatgpt-image-latest")
        List<String> aliases();

        /** How long a request waits for its pictures: less than the 300 s after which a common client gives up. */
        @WithDefault("280S")
        Duration patience();

        /** How long a stream lasts at most. */
        @WithDefault("10M")
        Duration streamPatience();

        /** The longest silence in a stream. */
        @WithDefault("10S")
        Duration heartbeat();
    }
}
