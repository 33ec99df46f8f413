package dev.sailplane.diffusion.network;

/**
 * One instruction of a U-Net's plan, as the TorchScript text reads it.
 *
 * @param operation what to do
 * @param firstWeight index of the layer's first tensor among the U-Net's weights
 * @param weights how many tensors the layer has, in the state dict's order
 * @param heads attention heads; 0 for all other operations
 * @param firstKey first channel of this layer's text keys and values; 0 for all other operations
 */
record Step(Operation operation, int firstWeight, int weights, int heads, int firstKey) {
    /** The operations; the text knows their codes by name, as attributes written into the archive. */
    enum Operation {
        /** 3x3 convolution. */
        CONVOLUTION(1),
        /** 3x3 convolution with stride 2. */
        STRIDED_CONVOLUTION(2),
        /** Nearest-neighbour doubling, then a 3x3 convolution. */
        DOUBLING_CONVOLUTION(3),
        RESIDUAL(4),
        /** Residual block that halves the picture. */
        RESIDUAL_DOWN(5),
        /** Residual block that doubles the picture. */
        RESIDUAL_UP(6),
        ATTENTION(7),
        /** Remember the features for the way up. */
        PUSH(8),
        /** Put the features remembered last behind the present ones. */
        POP(9);

        private final int code;

        Operation(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static Step of(Operation operation) {
        return new Step(operation, 0, 0, 0, 0);
    }

    long[] numbers() {
        return new long[] {operation.code(), firstWeight, weights, heads, firstKey};
    }
}
