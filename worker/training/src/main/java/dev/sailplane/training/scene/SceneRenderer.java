package dev.sailplane.training.scene;

import dev.sailplane.diffusion.image.RgbImage;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Draws scenes at any size with Java2D, at twice the size asked for and then halved. Needs no display and no fonts. Safe
 * for use by many threads.
 */
public final class SceneRenderer {
    private static final int OVERSAMPLING = 2;

    private final SpriteImages sprites;

    /** A renderer that draws with these pictures. */
    public SceneRenderer(SpriteImages sprites) {
        this.sprites = sprites;
    }

    /**
     * The picture of a scene: the same scene and side give the same pixels.
     *
     * @param side width and height in pixels, at least 8
     */
    public RgbImage render(Scene scene, int side) {
        if (side < 8 || side > 4096) {
            throw new IllegalArgumentException("a picture's side is 8 to 4096 pixels, not " + side);
        }
        int large = OVERSAMPLING * side;
        BufferedImage canvas = new BufferedImage(large, large, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            new BackgroundPainter(graphics, large).paint(scene.background());
            scene.objects().forEach(object -> draw(graphics, large, object));
        } finally {
            graphics.dispose();
        }
        return halved(canvas, side);
    }

    private void draw(Graphics2D graphics, int side, Placement object) {
        switch (object.subject()) {
            case Subject.Sticker(Sprite sprite, Optional<Colour> paint) ->
                drawSticker(graphics, side, object, sprites.of(sprite), paint);
            case Subject.Cutout(Shape shape, Colour colour) -> {
                AffineTransform place = place(object, side);
                place.scale(object.size() * side / 2, object.size() * side / 2);
                graphics.setPaint(ShapeOutlines.shading(colour, place));
                graphics.fill(place.createTransformedShape(ShapeOutlines.outline(shape)));
            }
        }
    }

    private static void drawSticker(
            Graphics2D graphics, int side, Placement object, MipMap sprite, Optional<Colour> paint) {
        double pixels = object.size() * side;
        BufferedImage level = sprite.forSide(pixels);
        Image image = paint.map(colour -> new Tint(colour, sprite.tones()).apply(level))
                .orElse(level);
        AffineTransform place = place(object, side);
        double scale = pixels / MipMap.side(level);
        place.scale(object.mirrored() ? -scale : scale, scale);
        place.translate(-level.getWidth() / 2.0, -level.getHeight() / 2.0);
        graphics.drawImage(image, place, null);
    }

    /** To the object's centre, turned. */
    private static AffineTransform place(Placement object, int side) {
        AffineTransform place = AffineTransform.getTranslateInstance(object.centreX() * side, object.centreY() * side);
        place.rotate(Math.toRadians(object.degrees()));
        return place;
    }

    private static RgbImage halved(BufferedImage canvas, int side) {
        int[] pixels = MipMap.pixels(canvas);
        byte[] rgb = new byte[3 * side * side];
        int width = canvas.getWidth();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int corner = OVERSAMPLING * (y * width + x);
                for (int channel = 0; channel < 3; channel++) {
                    int shift = 16 - 8 * channel;
                    int sum = MipMap.channel(pixels[corner], shift)
                            + MipMap.channel(pixels[corner + 1], shift)
                            + MipMap.channel(pixels[corner + width], shift)
                            + MipMap.channel(pixels[corner + width + 1], shift);
                    rgb[3 * (y * side + x) + channel] = (byte) ((sum + 2) / 4);
                }
            }
        }
        return new RgbImage(side, side, rgb);
    }
}
