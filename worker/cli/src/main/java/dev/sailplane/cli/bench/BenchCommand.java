package dev.sailplane.cli.bench;

import picocli.CommandLine.Command;

/** {@code sailplane bench}: how fast the engine is on this machine; alone, the seconds per guided step. */
@Command(
        name = "bench",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            StepsCommand.class,
            RowsCommand.class,
            SchedulingCommand.class,
            CheckpointsCommand.class,
            TrainingCommand.class
        },
        description = {
            "Time guided steps of a full-size base network (64x64, two rows) on this machine.",
            "Needs no weights but 5 GB of memory. Leave the machine alone while it runs.",
            "The commands measure something else, and have options of their own."
        })
public final class BenchCommand extends StepTimes {}
