package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.pipeline.Moment;
import dev.sailplane.worker.job.PreviewPictures;
import java.util.List;

/** Previews as small JPEGs. */
record SmallPictures(Moment moment) implements PreviewPictures {
    private static final int MAXIMUM_SIDE = 128;
    private static final int QUALITY = 75;

    @Override
    public List<byte[]> jpegs() {
        return moment.previews().stream()
                .map(picture -> PictureFile.jpeg(small(picture), QUALITY))
                .toList();
    }

    private static RgbImage small(RgbImage picture) {
        return picture.width() <= MAXIMUM_SIDE ? picture : BicubicResize.resize(picture, MAXIMUM_SIDE, MAXIMUM_SIDE);
    }
}
