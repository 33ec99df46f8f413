package dev.sailplane.cli.bench;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.StageDefaults;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.GlideNetwork;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.PublicConfigurations;
import dev.sailplane.diffusion.network.StateDictLayout;
import java.io.IOException;

/**
 * A network that is to be measured.
 *
 * @param name for the table
 * @param rowsAPicture rows in all that one picture takes with the network's default steps and guidance
 * @param configuration its shape
 * @param weights opens them; closed by whoever asked
 */
record MeasuredNetwork(String name, int rowsAPicture, NetworkConfiguration configuration, Weights weights) {
    private static final int PUBLIC_STEPS = 100;
    private static final int GUIDED_ROWS = 2;

    /** Opens weights. */
    @FunctionalInterface
    interface Weights {
        Checkpoint open() throws IOException;
    }

    /** The public base with weights made by formula, and the 100 guided steps that it is sampled with. */
    static MeasuredNetwork fullSizeBase() {
        NetworkConfiguration base = PublicConfigurations.BASE;
        return new MeasuredNetwork(
                "full-size base",
                PUBLIC_STEPS * GUIDED_ROWS,
                base,
                () -> new FormulaCheckpoint(StateDictLayout.of(base).shapes()));
    }

    /** A model's network. */
    static MeasuredNetwork of(ModelDirectory model, NetworkRole role) {
        return new MeasuredNetwork(
                "%s %s".formatted(model.description().name().name(), role.key()),
                rowsAPicture(model.network(role).defaults()),
                model.network(role).configuration(),
                () -> model.checkpoint(role));
    }

    private static int rowsAPicture(StageDefaults defaults) {
        return switch (defaults) {
            case StageDefaults.OfBase(var base) ->
                base.respacing().steps() * (base.guidanceScale() == 1 ? 1 : GUIDED_ROWS);
            case StageDefaults.OfUpsampler(var upsampling) ->
                upsampling.respacing().steps();
        };
    }

    /** On the device; closed by the caller. */
    GlideNetwork load(ComputeSettings settings) throws IOException {
        try (Checkpoint opened = weights.open()) {
            return GlideNetwork.load(configuration, opened, settings);
        }
    }
}
