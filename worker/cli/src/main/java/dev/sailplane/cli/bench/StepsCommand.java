package dev.sailplane.cli.bench;

import picocli.CommandLine.Command;

/** {@code sailplane bench steps}: what {@code bench} alone does. */
@Command(
        name = "steps",
        description = {
            "Time guided steps of a full-size base network (64x64, two rows) on this machine, as bench alone does.",
            "Needs no weights but 5 GB of memory. Leave the machine alone while it runs."
        })
final class StepsCommand extends StepTimes {}
