package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.network.TextConfiguration;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Knows one picture: a plain one, whose grey level follows from the prompt's first token. Remembers what it is asked. */
final class FakeNetwork implements PromptedNetwork {
    /** Batches of up to 16 rows of any kind. */
    static final Function<PromptedNetwork, Lane> LANES = network -> Lane.ofAnySize(network, 16);

    private static final float NOISE_OF_ZERO = 1;

    final List<List<NoisyRow>> batches = new ArrayList<>();
    final List<Encoding> encodings = new ArrayList<>();
    boolean closed;

    private final NetworkConfiguration configuration;

    private FakeNetwork(int imageSize, boolean superResolution, boolean inpainting) {
        configuration = new NetworkConfiguration(
                imageSize,
                32,
                List.of(1),
                1,
                List.of(),
                new AttentionHeads.Count(1),
                superResolution,
                inpainting,
                true,
                true,
                new TextConfiguration(8, 8, 1, 1, GlideTokenizer.VOCABULARY_SIZE, true, true));
    }

    static FakeNetwork base(boolean inpainting) {
        return new FakeNetwork(4, false, inpainting);
    }

    static FakeNetwork upsampler(boolean inpainting) {
        return new FakeNetwork(16, true, inpainting);
    }

    @Override
    public NetworkConfiguration configuration() {
        return configuration;
    }

    @Override
    public PromptEncoding encode(PromptTokens tokens) {
        Encoding encoding = new Encoding(tokens.mask()[0] ? tokens.ids()[0] : -1);
        encodings.add(encoding);
        return encoding;
    }

    @Override
    public List<NoisePrediction> predict(List<NoisyRow> rows) {
        batches.add(List.copyOf(rows));
        return rows.stream().map(FakeNetwork::predict).toList();
    }

    @Override
    public void close() {
        closed = true;
    }

    Conditioning conditioning(int batch, int row) {
        return batches.get(batch).get(row).conditioning();
    }

    private static NoisePrediction predict(NoisyRow row) {
        PixelTensor sample = row.sample();
        Encoding encoding = (Encoding) row.conditioning().prompt();
        float[] noise = new float[sample.values().length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] =
                    sample.values()[i] / 2 + (encoding.firstToken < 0 ? NOISE_OF_ZERO : encoding.firstToken % 7 / 7f);
        }
        float[] variance = new float[noise.length];
        Arrays.fill(variance, -1);
        return new NoisePrediction(
                new PixelTensor(3, sample.height(), sample.width(), noise),
                new PixelTensor(3, sample.height(), sample.width(), variance));
    }

    /** Which prompt it was, and whether it is closed. */
    static final class Encoding implements PromptEncoding {
        final int firstToken;
        boolean closed;

        Encoding(int firstToken) {
            this.firstToken = firstToken;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
