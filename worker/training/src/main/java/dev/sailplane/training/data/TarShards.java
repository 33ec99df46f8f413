package dev.sailplane.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Pictures in tar files as WebDataset has them: members with the same name up to the first dot belong together,
 * {@code 0001.jpg} and {@code 0001.txt}. Only headers and captions are read; of pictures it is noted where they lie.
 */
final class TarShards {
    private static final int LONGEST_CAPTION = 64 << 10;
    private static final Pattern COMPRESSED = Pattern.compile("\\.(tgz|tar\\.[a-z0-9]+)$");

    private final Path folder;
    private final SkippedFiles skipped;

    TarShards(Path folder, SkippedFiles skipped) {
        this.folder = folder;
        this.skipped = skipped;
    }

    /** The pictures of all archives in the folder, by the archives' names. */
    List<CaptionedFile> files() throws IOException {
        List<CaptionedFile> found = new ArrayList<>();
        for (Path file : FolderWalk.files(folder)) {
            String name = folder.relativize(file).toString();
            if (name.endsWith(".tar")) {
                add(file, name, found);
            } else if (COMPRESSED.matcher(name).find()) {
                skipped.skipped(name, "only tar files that are not compressed can be read");
            }
        }
        return found;
    }

    private void add(Path archive, String name, List<CaptionedFile> found) {
        try {
            found.addAll(members(archive));
        } catch (IOException | IllegalArgumentException damaged) {
            skipped.skipped(name, "it is damaged: " + damaged.getMessage());
        }
    }

    private List<CaptionedFile> members(Path archive) throws IOException {
        Map<String, TarArchiveEntry> pictures = new LinkedHashMap<>();
        Map<String, String> captions = new HashMap<>();
        try (TarFile tar = new TarFile(archive)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                if (!entry.isFile() || entry.isSymbolicLink() || entry.isLink() || entry.isSparse()) {
                    continue;
                }
                if (FileNames.isPicture(entry.getName())) {
                    pictures.putIfAbsent(key(entry), entry);
                } else if (entry.getName().endsWith(".txt")) {
                    captions.put(key(entry), caption(tar, entry));
                } else if (FileNames.isOtherPicture(entry.getName())) {
                    skipped.skipped(name(archive, entry), "only PNG and JPEG can be read");
                }
            }
        }
        return captioned(archive, pictures, captions);
    }

    private List<CaptionedFile> captioned(
            Path archive, Map<String, TarArchiveEntry> pictures, Map<String, String> captions) {
        List<CaptionedFile> found = new ArrayList<>();
        pictures.forEach((key, entry) -> {
            String caption = captions.get(key);
            if (caption == null) {
                skipped.skipped(name(archive, entry), "it has no caption: there is no %s.txt".formatted(key));
            } else {
                PictureFile bytes = new PictureFile.Packed(archive, entry.getDataOffset(), entry.getSize());
                found.add(new CaptionedFile(name(archive, entry), bytes, caption.strip()));
            }
        });
        return found;
    }

    private static String caption(TarFile tar, TarArchiveEntry entry) throws IOException {
        try (InputStream content = tar.getInputStream(entry)) {
            return new String(content.readNBytes(LONGEST_CAPTION), StandardCharsets.UTF_8);
        }
    }

    private String name(Path archive, TarArchiveEntry entry) {
        return folder.relativize(archive) + "/" + entry.getName();
    }

    private static String key(TarArchiveEntry entry) {
        String name = entry.getName();
        int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
        return dot < 0 ? name : name.substring(0, dot);
    }
}
