package dev.sailplane.diffusion.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PngTest {
    private static final RgbImage PICTURE = new RgbImage(2, 1, new byte[] {1, 2, 3, (byte) 253, (byte) 254, -1});

    @Test
    void keepsEveryPixel() {
        byte[] file = Png.write(PICTURE, Map.of());

        RgbImage read = new PictureReader().picture(file);
        assertThat(read.width()).isEqualTo(2);
        assertThat(read.rgb()).containsExactly(PICTURE.rgb());
    }

    @Test
    void carriesTextsInOrderAndInAnyScript() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("prompt", "ein großer Kreis, 圆, \uD83D\uDD34\nzweite Zeile");
        texts.put("seed", "42");
        texts.put("negative prompt", "");

        assertThat(texts(Png.write(PICTURE, texts))).containsExactlyEntriesOf(texts);
    }

    @Test
    void isTheSameBytesEveryTime() {
        Map<String, String> texts = Map.of("prompt", "a ring");
        assertThat(Png.write(PICTURE, texts)).containsExactly(Png.write(PICTURE, texts));
    }

    @Test
    void rejectsKeywordsThatPngCannotHold() {
        assertThatThrownBy(() -> Png.write(PICTURE, Map.of("x".repeat(80), "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, String> texts(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(file)));
        Element root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
        NodeList entries = root.getElementsByTagName("iTXtEntry");
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < entries.getLength(); i++) {
            Element entry = (Element) entries.item(i);
            texts.put(entry.getAttribute("keyword"), entry.getAttribute("text"));
        }
        return texts;
    }
}
