package dev.sailplane.training.data;

import dev.sailplane.diffusion.image.PictureException;
import dev.sailplane.diffusion.image.PictureReader;
import dev.sailplane.diffusion.image.RgbImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * A folder of pictures with captions: texts beside them, a {@code metadata.jsonl}, or tar files. Names, captions and
 * places are held in memory, pictures are read as they are asked for. Each is seen once an epoch. In the place of one that
 * cannot be used comes the next that can; it is named once.
 */
public final class FolderExamples implements ExampleSource {
    private static final PictureReader READER = new PictureReader();

    private final Path folder;
    private final List<CaptionedFile> files;
    private final Cropping cropping;
    private final long seed;
    private final SkippedFiles skipped;
    private final Permutation order;
    private final Set<Unfit> unfit = ConcurrentHashMap.newKeySet();

    private FolderExamples(Path folder, List<CaptionedFile> files, Cropping cropping, long seed, SkippedFiles skipped) {
        this.folder = folder;
        this.files = List.copyOf(files);
        this.cropping = cropping;
        this.seed = seed;
        this.skipped = skipped;
        order = new Permutation(Keys.of(seed, 0), files.size());
    }

    private record Unfit(int file, int side) {}

    /**
     * Looks for pictures: those of a {@code metadata.jsonl} if the folder has one, else those in its tar files and those
     * that lie in it.
     *
     * @param folder where they are
     * @param cropping how squares are cut out
     * @param seed decides the order and the crops
     * @param skipped is told of what is left out, now and later
     * @throws DataException when it holds no picture with a caption
     * @throws IOException when it cannot be read
     */
    public static FolderExamples open(Path folder, Cropping cropping, long seed, SkippedFiles skipped)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DataException("%s is no folder".formatted(folder));
        }
        List<CaptionedFile> files = files(folder.toAbsolutePath().normalize(), skipped);
        if (files.isEmpty()) {
            throw new DataException(
                    "%s holds no pictures with captions: NAME.png or NAME.jpg with NAME.txt, loose or in tar files, or a %s"
                            .formatted(folder, MetadataLines.FILE_NAME));
        }
        return new FolderExamples(folder, files, cropping, seed, skipped);
    }

    private static List<CaptionedFile> files(Path folder, SkippedFiles skipped) throws IOException {
        if (Files.exists(folder.resolve(MetadataLines.FILE_NAME))) {
            return new MetadataLines(folder, skipped).files();
        }
        List<CaptionedFile> files = new ArrayList<>(new TarShards(folder, skipped).files());
        files.addAll(new LooseFiles(folder, skipped).files());
        return files;
    }

    /** Pictures with captions, whether or not they can be read. */
    public int size() {
        return files.size();
    }

    @Override
    public Example example(long number, int side) {
        int first = (int) order.place(number);
        for (int tries = 0; tries < files.size(); tries++) {
            int file = (first + tries) % files.size();
            Optional<RgbImage> picture = picture(file, side, Keys.of(seed, number + 1));
            if (picture.isPresent()) {
                return new Example(picture.get(), files.get(file).caption());
            }
        }
        throw new DataException("none of the %d pictures of %s can be used".formatted(files.size(), folder));
    }

    @Override
    public List<String> prompts(int count) {
        Permutation any = new Permutation(0, files.size());
        return LongStream.range(0, count)
                .mapToObj(i -> files.get((int) any.place(i)).caption())
                .toList();
    }

    @Override
    public String identity() {
        MessageDigest digest = sha256();
        for (CaptionedFile file : files) {
            digest.update((file.name() + "\n" + file.caption() + "\0").getBytes(StandardCharsets.UTF_8));
        }
        String hash = HexFormat.of().formatHex(digest.digest(), 0, 8);
        return "%d pictures %s, %s".formatted(files.size(), hash, cropping);
    }

    private Optional<RgbImage> picture(int file, int side, long key) {
        if (unfit.contains(new Unfit(file, side))) {
            return Optional.empty();
        }
        try {
            RgbImage picture = READER.picture(files.get(file).file().read());
            requireLarge(picture, side);
            return Optional.of(cropping.square(picture, side, key));
        } catch (IOException | PictureException bad) {
            if (unfit.add(new Unfit(file, side))) {
                skipped.skipped(files.get(file).name(), reason(bad));
            }
            return Optional.empty();
        }
    }

    private static void requireLarge(RgbImage picture, int side) throws IOException {
        if (Math.min(picture.width(), picture.height()) < side) {
            throw new IOException("it is %d x %d pixels; at least %d x %d are needed"
                    .formatted(picture.width(), picture.height(), side, side));
        }
    }

    private static String reason(Exception bad) {
        return bad instanceof NoSuchFileException ? "it is not there" : String.valueOf(bad.getMessage());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
