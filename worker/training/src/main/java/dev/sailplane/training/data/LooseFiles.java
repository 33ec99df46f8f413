package dev.sailplane.training.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures with a text of the same name beside them: {@code owl.png} and {@code owl.txt}. */
final class LooseFiles {
    private static final long LONGEST_CAPTION = 64 << 10;

    private final Path folder;
    private final SkippedFiles skipped;

    LooseFiles(Path folder, SkippedFiles skipped) {
        this.folder = folder;
        this.skipped = skipped;
    }

    /** All of them, by name. */
    List<CaptionedFile> files() throws IOException {
        List<CaptionedFile> found = new ArrayList<>();
        for (Path path : FolderWalk.files(folder)) {
            String name = folder.relativize(path).toString();
            if (FileNames.isPicture(name)) {
                caption(path, name)
                        .ifPresent(caption ->
                                found.add(new CaptionedFile(name, new PictureFile.Loose(path), caption.strip())));
            } else if (FileNames.isOtherPicture(name)) {
                skipped.skipped(name, "only PNG and JPEG can be read");
            }
        }
        return found;
    }

    private Optional<String> caption(Path picture, String name) throws IOException {
        Path text = picture.resolveSibling(FileNames.stem(picture.getFileName().toString()) + ".txt");
        if (!Files.isRegularFile(text)) {
            skipped.skipped(name, "it has no caption: there is no " + text.getFileName());
            return Optional.empty();
        }
        if (Files.size(text) > LONGEST_CAPTION) {
            skipped.skipped(name, "its caption takes more than %d bytes".formatted(LONGEST_CAPTION));
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(text));
        } catch (CharacterCodingException notText) {
            skipped.skipped(name, "its caption is not UTF-8");
            return Optional.empty();
        }
    }
}
