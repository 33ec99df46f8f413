package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/**
 * A prompt's tensors on a network's device.
 *
 * @param module the module of the network that made it
 * @param owner the manager both tensors hang on
 * @param pooled [1, 4C], fp32
 * @param textKeys [1, T, K]: keys and values of all attention layers
 */
record DevicePromptEncoding(TorchModule module, PtNDManager owner, PtNDArray pooled, PtNDArray textKeys)
        implements PromptEncoding {
    @Override
    public void close() {
        owner.close();
    }

    boolean isOpen() {
        return owner.isOpen();
    }
}
