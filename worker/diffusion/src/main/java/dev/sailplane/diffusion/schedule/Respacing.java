package dev.sailplane.diffusion.schedule;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which timesteps of the {@value #DIFFUSION_STEPS}-step process are visited.
 *
 * @param specification {@code "100"}: so many, evenly spaced; {@code "10,10,3,2,2"}: so many in each equal section;
 *     {@code "ddim25"}: every n-th, so that there are 25 (Song et al. 2020, appendix D.2); {@code "fast27"}: 27 chosen
 *     for the upsampler; {@code ""}: all; {@code "4@200"}: one of these among the first 200 timesteps alone, those with the
 *     least noise. Whoever walks so does not begin with pure noise
 */
public record Respacing(String specification) {
    /** Steps GLIDE's networks are trained with. */
    public static final int DIFFUSION_STEPS = 1000;

    private static final Pattern COUNTS = Pattern.compile("\\d{1,9}(,\\d{1,9})*");
    private static final Pattern DDIM = Pattern.compile("ddim\\d{1,9}");
    private static final Pattern SPAN = Pattern.compile("\\d{1,4}");
    private static final String AMONG = "@";
    private static final int MAXIMUM_LENGTH = 200;

    /** @throws InvalidRespacingException when the specification does not select 1 to 1000 timesteps */
    public Respacing {
        if (specification.length() > MAXIMUM_LENGTH) {
            throw new InvalidRespacingException(
                    specification.substring(0, 20) + "...", "is longer than " + MAXIMUM_LENGTH + " characters");
        }
        if (timesteps(specification).length == 0) {
            throw new InvalidRespacingException(specification, "selects no timestep; at least 1 is needed");
        }
    }

    /** So many timesteps, evenly spaced from first to last. */
    public static Respacing evenly(int steps) {
        return evenly(steps, DIFFUSION_STEPS);
    }

    /** So many among the first timesteps, evenly spaced from first to last. */
    public static Respacing evenly(int steps, int span) {
        return new Respacing(steps + among(span));
    }

    /** Every n-th of the first timesteps, so that there are so many; absent where no whole stride gives that many. */
    public static Optional<Respacing> everyNth(int steps, int span) {
        try {
            return Optional.of(new Respacing("ddim" + steps + among(span)));
        } catch (InvalidRespacingException _) {
            return Optional.empty();
        }
    }

    private static String among(int span) {
        return span == DIFFUSION_STEPS ? "" : AMONG + Integer.toString(span);
    }

    /** Among how many timesteps, the first, the visited ones are: 1 to 1000. */
    public int span() {
        return span(specification);
    }

    /** How many timesteps are visited, 1 to 1000. */
    public int steps() {
        return timesteps().length;
    }

    /** The visited timesteps, ascending. */
    public int[] timesteps() {
        return timesteps(specification);
    }

    private static int[] timesteps(String specification) {
        int among = specification.indexOf(AMONG);
        return among < 0
                ? select(specification, DIFFUSION_STEPS)
                : select(specification.substring(0, among), span(specification));
    }

    private static int span(String specification) {
        int among = specification.indexOf(AMONG);
        if (among < 0) {
            return DIFFUSION_STEPS;
        }
        String number = specification.substring(among + 1);
        int span = SPAN.matcher(number).matches() ? Integer.parseInt(number) : 0;
        if (span < 1 || span > DIFFUSION_STEPS) {
            throw new InvalidRespacingException(
                    specification, "must have 1 to %d after %s".formatted(DIFFUSION_STEPS, AMONG));
        }
        return span;
    }

    /** The timesteps a specification selects from 0..total-1, ascending. */
    static int[] select(String specification, int total) {
        if (specification.isEmpty()) {
            return IntStream.range(0, total).toArray();
        }
        if (specification.equals("fast27")) {
            return fast27(total);
        }
        if (DDIM.matcher(specification).matches()) {
            return everyNth(specification, total);
        }
        if (COUNTS.matcher(specification).matches()) {
            return sections(specification, total);
        }
        throw new InvalidRespacingException(
                specification, "is none of a count, a list of counts, ddimN, fast27 or empty");
    }

    private static int[] fast27(int total) {
        int[] steps = sections("10,10,3,2,2", total);
        steps[steps.length - 1] = total - 3; // the last one would be total - 1: pure noise, little to learn there
        return steps;
    }

    private static int[] everyNth(String specification, int total) {
        int wanted = Integer.parseInt(specification.substring("ddim".length()));
        int stride = IntStream.range(1, total)
                .filter(candidate -> Math.ceilDiv(total, candidate) == wanted)
                .findFirst()
                .orElseThrow(() -> new InvalidRespacingException(
                        specification,
                        "is impossible: no whole stride through %d timesteps gives %d".formatted(total, wanted)));
        return IntStream.iterate(0, step -> step < total, step -> step + stride).toArray();
    }

    private static int[] sections(String specification, int total) {
        int[] counts = Arrays.stream(specification.split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        IntStream.Builder steps = IntStream.builder();
        int start = 0;
        for (int i = 0; i < counts.length; i++) {
            int size = total / counts.length + (i < total % counts.length ? 1 : 0);
            if (counts[i] > size) {
                throw new InvalidRespacingException(
                        specification, "asks for %d of the %d timesteps of a section".formatted(counts[i], size));
            }
            addEvenly(steps, start, size, counts[i]);
            start += size;
        }
        return steps.build().toArray();
    }

    private static void addEvenly(IntStream.Builder steps, int start, int size, int count) {
        double stride = count <= 1 ? 1 : (size - 1.0) / (count - 1);
        double offset = 0; // summed up, not multiplied: rounding at halves depends on it
        for (int i = 0; i < count; i++) {
            steps.add(start + (int) Math.rint(offset));
            offset += stride;
        }
    }
}
