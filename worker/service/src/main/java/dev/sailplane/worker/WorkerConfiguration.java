package dev.sailplane.worker;

import dev.sailplane.contract.Numerics;
import dev.sailplane.diffusion.network.Precision;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** All that can be set on a worker. A value of the wrong form stops the start. */
@ConfigMapping(prefix = "sailplane.worker")
public interface WorkerConfiguration {
    /** The worker's name, in events and logs; letters, digits, dots and dashes. Host and process by default. */
    Optional<String> name();

    Queue queue();

    Attempts attempts();

    Events events();

    Store store();

    Checkpoints checkpoints();

    Drain drain();

    Engine engine();

    /** Where jobs come from. */
    interface Queue {
        /** How jobs are dealt out among workers; the same for all of a fleet. */
        @WithDefault("share")
        Protocol protocol();

        /** Interactive jobs held at a time, 1 to 200. */
        @WithDefault("8")
        int slots();

        /** Batch jobs held at a time beside them, 1 to 200; as many by default. */
        OptionalInt batchSlots();

        /** With {@code classic}: how long a worker may be out of touch before its jobs go to others. */
        @WithDefault("10s")
        Duration session();

        /** How long a job may go on when the worker stops, before it is saved and left to another worker. */
        @WithDefault("1s")
        Duration shutdownGrace();

        /** Ways to deal jobs out. */
        enum Protocol {
            /** A share group: Kafka 4.2 or later. */
            SHARE,
            /** A classic consumer group: any Kafka, one worker a partition. */
            CLASSIC
        }
    }

    /** How often a job is tried. */
    interface Attempts {
        /** Attempts that get a job no further before it is put aside. */
        @WithDefault("4")
        int maximum();

        /** Pause after a failed attempt, multiplied by the number of deliveries so far. */
        @WithDefault("2s")
        Duration pause();
    }

    /** How events are told. */
    interface Events {
        /** How long the broker may take to confirm one. */
        @WithDefault("30s")
        Duration limit();
    }

    /** Where pictures go. */
    interface Store {
        /** An S3-compatible server: {@code S3_ENDPOINT}; AWS itself by default. */
        Optional<URI> endpoint();

        /** {@code S3_BUCKET}. */
        String bucket();

        /** {@code S3_REGION}. */
        @WithDefault("us-east-1")
        String region();

        /** How long to wait for a store that cannot be reached before the attempt fails. */
        @WithDefault("10m")
        Duration patience();

        /** How long to wait before asking it again. */
        @WithDefault("1s")
        Duration retryInterval();
    }

    /** How often work in progress is saved; what comes first counts. */
    interface Checkpoints {
        /** Time since the start or the last save; zero for never. */
        @WithDefault("5s")
        Duration interval();

        /** Steps since the start or the last save; 0 for never. */
        @WithDefault("0")
        int steps();
    }

    /** How jobs are given up when the worker stops. */
    interface Drain {
        /** How long saving and releasing all of them may take, the queue's grace included; then they are interrupted. */
        @WithDefault("10s")
        Duration limit();

        /** A file that appears when the machine is about to be taken away. */
        Optional<Path> noticeFile();

        /** An address that answers 200 when the machine is about to be taken away, and 404 as long as it is not. */
        Optional<URI> noticeUrl();

        /** Where a token for that address is had by PUT, as from the metadata service of EC2 (IMDSv2). */
        Optional<URI> noticeTokenUrl();
    }

    /** What pictures are made with. */
    interface Engine {
        /** Folders of model directories: {@code SAILPLANE_MODELS}. */
        List<Path> models();

        /** The model loaded at the start: {@code SAILPLANE_MODEL}. */
        @WithDefault("sailplane/stickers")
        String model();

        /** Models kept in memory at a time. */
        @WithDefault("1")
        int loadedModels();

        /**
         * {@code auto}, {@code cpu} or {@code cuda:0}: {@code SAILPLANE_DEVICE}. With {@code none} nothing is drawn: all
         * pictures are blank, for measuring the service alone.
         */
        @WithDefault("auto")
        String device();

        /** {@code fp32}, {@code bf16} or {@code fp16}: {@code SAILPLANE_DTYPE}; the model's own by default. */
        Optional<Precision> dtype();

        /** {@code exact}: a picture does not depend on what is drawn beside it; {@code fast}: batches of any size. */
        @WithDefault("exact")
        Numerics numerics();

        /**
         * Rows of the batches whose bits count when numerics are exact: the same for all workers whose pictures are to be
         * equal. 1 on a CPU, 8 on a GPU by default.
         */
        OptionalInt referenceRows();

        /** Rows of a batch at most; measured at the start, they may be fewer. 8 on a CPU, 32 on a GPU by default. */
        OptionalInt maximumRows();

        /** Device time of one tenant's turn when several want the device. */
        @WithDefault("500ms")
        Duration turn();

        /** How long a job goes without a step at most before it is served like an interactive one. */
        @WithDefault("2s")
        Duration patience();

        /** Threads of one operator on the CPU: {@code SAILPLANE_THREADS}; as many as cores by default. */
        OptionalInt threads();
    }
}
