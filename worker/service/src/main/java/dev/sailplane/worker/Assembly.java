package dev.sailplane.worker;

import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.Topics;
import dev.sailplane.diffusion.model.ComputeChoice;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelLibrary;
import dev.sailplane.diffusion.model.NetworkLoader;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.LaneCalibration;
import dev.sailplane.diffusion.scheduling.LaneSettings;
import dev.sailplane.worker.consumergroup.ConsumerGroup;
import dev.sailplane.worker.consumergroup.KafkaConsumerGroupJobQueue;
import dev.sailplane.worker.glide.GlideImageEngine;
import dev.sailplane.worker.glide.PipelineSource;
import dev.sailplane.worker.job.AttemptPolicy;
import dev.sailplane.worker.job.Cancellations;
import dev.sailplane.worker.job.CheckpointRule;
import dev.sailplane.worker.job.DeadLetters;
import dev.sailplane.worker.job.Drain;
import dev.sailplane.worker.job.ImageEngine;
import dev.sailplane.worker.job.JobDrawing;
import dev.sailplane.worker.job.JobEvents;
import dev.sailplane.worker.job.JobFiles;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.JobLines;
import dev.sailplane.worker.job.JobQueue;
import dev.sailplane.worker.job.JobRequeue;
import dev.sailplane.worker.job.JobWorker;
import dev.sailplane.worker.job.LastResort;
import dev.sailplane.worker.job.LastWords;
import dev.sailplane.worker.job.NoDeviceImageEngine;
import dev.sailplane.worker.job.Patience;
import dev.sailplane.worker.job.PatientImageStore;
import dev.sailplane.worker.job.Reporter;
import dev.sailplane.worker.job.StoppableDrawing;
import dev.sailplane.worker.metrics.MicrometerEndedJobs;
import dev.sailplane.worker.s3.S3CheckpointStore;
import dev.sailplane.worker.s3.S3ImageStore;
import dev.sailplane.worker.sharegroup.KafkaShareJobQueue;
import dev.sailplane.worker.sharegroup.ShareQueueSettings;
import dev.sailplane.worker.trace.TracedImageEngine;
import dev.sailplane.worker.trace.TracedJobHandler;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Puts adapters and decorators behind the ports, as configured. */
@Singleton
final class Assembly {
    // A broker knows one group of a name, and the share group's settings make it one.
    private static final String CLASSIC_GROUP = Topics.WORKER_GROUP + "-classic";
    private static final String NO_DEVICE = "none";

    private final WorkerConfiguration configuration;
    private final Map<String, Object> kafka;

    /** @param kafka what is set for all Kafka clients as {@code kafka.*} */
    Assembly(WorkerConfiguration configuration, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.configuration = configuration;
        this.kafka = kafka;
    }

    @Produces
    @Singleton
    WorkerName name() {
        return configuration.name().map(WorkerName::new).orElseGet(WorkerName::ofThisProcess);
    }

    @Produces
    @Singleton
    JobQueue queue() {
        WorkerConfiguration.Queue queue = configuration.queue();
        return new JobLines(
                line(Priority.INTERACTIVE, queue.slots()),
                line(Priority.BATCH, queue.batchSlots().orElse(queue.slots())));
    }

    private JobQueue line(Priority priority, int slots) {
        WorkerConfiguration.Queue queue = configuration.queue();
        String topic = Topics.line(priority);
        return switch (queue.protocol()) {
            case SHARE ->
                new KafkaShareJobQueue(new ShareQueueSettings(
                        kafka,
                        topic,
                        Topics.WORKER_GROUP,
                        slots,
                        configuration.drain().limit()));
            case CLASSIC ->
                new KafkaConsumerGroupJobQueue(
                        new ConsumerGroup(kafka, topic, CLASSIC_GROUP, queue.session()),
                        slots,
                        configuration.drain().limit());
        };
    }

    @Produces
    @Singleton
    S3Client client(OpenTelemetry telemetry) {
        WorkerConfiguration.Store store = configuration.store();
        S3ClientBuilder client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(store.region()))
                // Other servers than AWS's do not know the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(
                        AwsSdkTelemetry.create(telemetry).newExecutionInterceptor()));
        store.endpoint().ifPresent(endpoint -> client.endpointOverride(endpoint).forcePathStyle(true));
        return client.build();
    }

    void close(@Disposes S3Client client) {
        client.close();
    }

    @Produces
    @Singleton
    JobFiles files(S3Client client) {
        WorkerConfiguration.Store store = configuration.store();
        Patience patience = new Patience(store.patience(), store.retryInterval(), InstantSource.system());
        return new JobFiles(
                new PatientImageStore(new S3ImageStore(client, store.bucket()), patience),
                new S3CheckpointStore(client, store.bucket()),
                patience);
    }

    @Produces
    @Singleton
    ImageEngine engine(Tracer tracer) {
        WorkerConfiguration.Engine engine = configuration.engine();
        return new TracedImageEngine(
                engine.device().equals(NO_DEVICE) ? new NoDeviceImageEngine() : glide(engine), tracer);
    }

    private ImageEngine glide(WorkerConfiguration.Engine engine) {
        ModelLibrary library = new ModelLibrary(engine.models());
        NetworkLoader loader = new ComputeChoice(
                engine.device(), engine.dtype(), engine.threads().orElse(0));
        PipelineSource pipelines = name -> {
            ModelDirectory model = library.find(name);
            return () -> GlideModel.open(model, loader, this::lane);
        };
        return new GlideImageEngine(
                pipelines,
                engine.loadedModels(),
                new FairOrder(new DeficitRoundRobin(engine.turn()), engine.patience()));
    }

    private Lane lane(PromptedNetwork network) {
        WorkerConfiguration.Engine engine = configuration.engine();
        LaneSettings usual = LaneSettings.exact(network.onGpu());
        int reference = engine.referenceRows().orElse(usual.referenceRows());
        return LaneCalibration.calibrate(
                network,
                new LaneSettings(
                        engine.numerics() == Numerics.EXACT,
                        reference,
                        engine.maximumRows().orElse(Math.max(reference, usual.maximumRows()))));
    }

    @Produces
    @Singleton
    Drain drain() {
        return new Drain(configuration.drain().limit(), configuration.queue().shutdownGrace(), InstantSource.system());
    }

    @Produces
    @Singleton
    JobDrawing drawing(ImageEngine engine, JobFiles files, Drain drain, JobEvents events, WorkerName worker) {
        WorkerConfiguration.Checkpoints checkpoints = configuration.checkpoints();
        return new JobDrawing(
                engine,
                files,
                new CheckpointRule(checkpoints.interval(), checkpoints.steps()),
                drain,
                new Reporter(events, InstantSource.system(), worker.value()));
    }

    @Produces
    @Singleton
    StoppableDrawing stoppable(JobDrawing drawing, Cancellations cancellations, Drain drain) {
        return new StoppableDrawing(drawing, cancellations, drain, InstantSource.system());
    }

    @Produces
    @Singleton
    LastWords lastWords(JobFiles files, JobEvents events) {
        return new LastWords(files.images(), events, new MicrometerEndedJobs(Metrics.globalRegistry));
    }

    @Produces
    @Singleton
    LastResort lastResort(JobEvents events, DeadLetters deadLetters, JobRequeue queue) {
        return new LastResort(events, deadLetters, queue);
    }

    @Produces
    @Singleton
    JobHandler handler(
            StoppableDrawing drawing, JobFiles files, LastWords lastWords, LastResort lastResort, Tracer tracer) {
        WorkerConfiguration.Attempts attempts = configuration.attempts();
        return new TracedJobHandler(
                new JobWorker(
                        drawing, files, lastWords, lastResort, new AttemptPolicy(attempts.maximum(), attempts.pause())),
                tracer);
    }
}
