package dev.sailplane.api.source;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of every kind, put together by hand where no writer makes them. */
final class SampleFiles {
    private SampleFiles() {}

    /** A PNG of these raw rows, each with its filter byte, and of these chunks before its samples. */
    static byte[] png(int width, int height, int depth, int colours, byte[] rows, byte[]... chunks) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {(byte) depth, (byte) colours, 0, 0, 0});
        byte[][] all = new byte[chunks.length + 4][];
        all[0] = new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        all[1] = TestPictures.chunk("IHDR", header.array());
        System.arraycopy(chunks, 0, all, 2, chunks.length);
        all[chunks.length + 2] = TestPictures.chunk("IDAT", deflated(rows));
        all[chunks.length + 3] = TestPictures.chunk("IEND", new byte[0]);
        return joined(all);
    }

    /** An RGB PNG with these pixels and chunks. */
    static byte[] png(int width, int[] pixels, byte[]... chunks) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int index = 0; index < pixels.length; index++) {
            if (index % width == 0) {
                rows.write(0);
            }
            rows.write(pixels[index] >> 16);
            rows.write(pixels[index] >> 8);
            rows.write(pixels[index]);
        }
        return png(width, pixels.length / width, 8, 2, rows.toByteArray(), chunks);
    }

    /** By the platform's writer, progressive or interlaced if asked. */
    static byte[] written(IIOImage image, String format, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(stream);
            writer.write(null, image, how);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] written(BufferedImage image, String format, boolean progressive) {
        return written(new IIOImage(image, null, null), format, progressive);
    }

    /** A JPEG of four inks as Adobe's programs write it: inverted. */
    static byte[] fourInks(int width, int height, boolean luminance, int... samples) {
        var raster = Raster.createInterleavedRaster(java.awt.image.DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, samples);
            }
        }
        byte[] plain = written(new IIOImage(raster, null, null), "jpeg", false);
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) (luminance ? 2 : 0)};
        return withSegment(plain, 0xEE, adobe);
    }

    /** The JPEG with one segment more, right after its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer segment = ByteBuffer.allocate(4 + data.length);
        segment.put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data);
        return spliced(jpeg, 2, segment.array());
    }

    /** Exif data as they stand in a PNG's eXIf chunk. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    static byte[] deflated(byte[] data) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(data);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    static byte[] spliced(byte[] file, int at, byte[] inserted) {
        byte[] longer = new byte[file.length + inserted.length];
        System.arraycopy(file, 0, longer, 0, at);
        System.arraycopy(inserted, 0, longer, at, inserted.length);
        System.arraycopy(file, at, longer, at + inserted.length, file.length - at);
        return longer;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
