package dev.sailplane.api.source;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The one decoder of each format: the platform's own, and TwelveMonkeys' around it for JPEG, which knows CMYK and applies
 * colour profiles. Named one by one: what ImageIO finds for itself depends on class path, class loader and on who asked
 * first.
 */
final class PictureReaders {
    private static final String PLATFORM = "com.sun.imageio.plugins.";

    private final ImageReaderSpi png = platform("png.PNGImageReaderSpi");
    private final ImageReaderSpi gif = platform("gif.GIFImageReaderSpi");
    private final ImageReaderSpi jpeg = jpeg();

    /** A new reader, to be disposed of by the caller. */
    ImageReader open(PictureFormat format) throws IOException {
        return switch (format) {
            case PNG -> png.createReaderInstance();
            case JPEG -> jpeg.createReaderInstance();
            case GIF -> gif.createReaderInstance();
            case WEBP -> throw new IllegalArgumentException("There is no decoder of " + format);
        };
    }

    private static ImageReaderSpi platform(String name) {
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi provider = all.next();
            if (provider.getClass().getName().equals(PLATFORM + name)) {
                return provider;
            }
        }
        throw new IllegalStateException("This Java platform has no " + name);
    }

    /** It finds the reader it stands around in the registry it is put into: one of its own. */
    private static ImageReaderSpi jpeg() {
        List<Class<?>> kinds = List.of(ImageReaderSpi.class);
        ServiceRegistry registry = new ServiceRegistry(kinds.iterator());
        registry.registerServiceProvider(platform("jpeg.JPEGImageReaderSpi"), ImageReaderSpi.class);
        ImageReaderSpi provider = new JPEGImageReaderSpi();
        registry.registerServiceProvider(provider, ImageReaderSpi.class);
        return provider;
    }
}
