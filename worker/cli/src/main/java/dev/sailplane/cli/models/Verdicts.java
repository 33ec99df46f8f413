package dev.sailplane.cli.models;

import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.WeightsVerdict;
import dev.sailplane.diffusion.model.WeightsVerdict.HashOrigin;

/** Verdicts in words. */
final class Verdicts {
    private Verdicts() {}

    static String inWords(ModelDirectory model, NetworkRole role, WeightsVerdict verdict) {
        return switch (verdict) {
            case WeightsVerdict.Sound sound ->
                "sound    sha256 %s (%s)".formatted(sound.sha256(), inWords(sound.origin()));
            case WeightsVerdict.Missing _ -> "MISSING  " + model.weights(role);
            case WeightsVerdict.Unsound unsound -> "UNSOUND  " + unsound.problem();
        };
    }

    static String inWords(HashOrigin origin) {
        return switch (origin) {
            case STATED -> "as model.json states";
            case RECORDED -> "as recorded at the first download; the publisher states none";
            case NONE -> "nothing to compare it with";
        };
    }
}
