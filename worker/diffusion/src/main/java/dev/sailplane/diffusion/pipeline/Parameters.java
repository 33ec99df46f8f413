package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.noise.NoiseKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a picture was made with, in words for its text chunks. */
final class Parameters {
    private Parameters() {}

    static Map<String, String> of(String model, NetworkPair networks, GenerationRequest request, int image) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("prompt", request.prompt().text());
        parameters.put("negative prompt", request.prompt().negative());
        parameters.put("seed", Long.toString(request.noise().seed()));
        parameters.put("image", Integer.toString(image));
        parameters.put("noise", noise(request));
        parameters.put("model", model);
        BaseSettings base = request.settings().base();
        parameters.put("steps", base.respacing().specification());
        parameters.put("sampler", base.sampler().toString());
        parameters.put("guidance scale", Double.toString(base.guidanceScale()));
        request.settings().upsampling().ifPresent(upsampling -> {
            parameters.put("upsampling steps", upsampling.respacing().specification());
            parameters.put("upsampling sampler", upsampling.sampler().toString());
            parameters.put("upsampling temperature", Double.toString(upsampling.temperature()));
        });
        request.edit().ifPresent(edit -> parameters.put("edit", edit(networks)));
        request.variation().ifPresent(variation -> parameters.put("variation", variation(variation, request)));
        parameters.put("Software", "Sailplane"); // a keyword of the PNG specification, hence the capital
        return parameters;
    }

    private static String noise(GenerationRequest request) {
        return request.noise().kind() == NoiseKind.KEYED ? "keyed" : "torch-cpu, batch of " + request.count();
    }

    private static String variation(Variation variation, GenerationRequest request) {
        return "strength %s, %d steps walked".formatted(variation.strength(), request.baseSteps());
    }

    private static String edit(NetworkPair networks) {
        return networks.base().network().configuration().inpainting()
                ? "inpainting networks"
                : "kept pixels put back at each step; the networks do not see them";
    }
}
