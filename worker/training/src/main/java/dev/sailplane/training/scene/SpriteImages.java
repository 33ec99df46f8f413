package dev.sailplane.training.scene;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

/**
 * The sprites' pixels, each decoded when first drawn and then kept: 9 MB packed, up to 160 MB once all were seen in all
 * sizes. Safe for use by many threads.
 */
public final class SpriteImages {
    private final Map<String, byte[]> files;
    private final Map<String, MipMap> decoded = new ConcurrentHashMap<>();

    private SpriteImages(Map<String, byte[]> files) {
        this.files = files;
    }

    /** The pictures that come with the module. */
    public static SpriteImages inTheBox() {
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream stream =
                        Objects.requireNonNull(SpriteImages.class.getResourceAsStream("sprites.zip"), "sprites.zip");
                ZipInputStream zip = new ZipInputStream(stream)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new SpriteImages(files);
    }

    /** A sprite in all its sizes. */
    MipMap of(Sprite sprite) {
        return decoded.computeIfAbsent(sprite.file(), this::decode);
    }

    private MipMap decode(String file) {
        byte[] png = files.get(file);
        if (png == null) {
            throw new IllegalArgumentException("no sprite is called " + file);
        }
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            return MipMap.of(image);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }
}
