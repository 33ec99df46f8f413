# A small convolutional classifier as TorchScript. Weights are arguments in the order of ClassifierWeights.java; the module
# holds none. N pictures of 32 x 32 pixels. What a step of the optimiser is comes from optimiser.py, which is added.
class Classifier(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Convolution, norm, rectifier; w holds kernel, gain and bias of every block
  def block(self, x: Tensor, w: List[Tensor], number: int, stride: int) -> Tensor:
    h = torch.conv2d(x, w[3 * number], None, [stride, stride], [1, 1], [1, 1], 1)
    return torch.relu(torch.group_norm(h, 8, w[3 * number + 1], w[3 * number + 2], 1e-5))

  # [N, 128], of each picture with mean 0 and variance 1: without that, learning begins slowly
  def features(self, w: List[Tensor], pictures: Tensor) -> Tensor:
    h = self.block(pictures, w, 0, 2)  # [N, 32, 16, 16]
    h = self.block(h, w, 1, 1)  # [N, 64, 16, 16]
    h = self.block(h, w, 2, 2)  # [N, 128, 8, 8]
    h = self.block(h, w, 3, 1)
    h = self.block(h, w, 4, 2)  # [N, 128, 4, 4]
    return torch.layer_norm(h.mean([2, 3]), [h.size(1)], None, None, 1e-5, False)

  # [N, labels]
  def scores(self, w: List[Tensor], features: Tensor) -> Tensor:
    return torch.linear(features, w[15], w[16])

  def look(self, w: List[Tensor], pictures: Tensor) -> List[Tensor]:
    features = self.features(w, pictures)
    return [features, self.scores(w, features)]

  # Adds the gradient of the mean cross entropy to "gradients", one a weight; gives that mean. batch: pictures, labels
  def accumulate(self, weights: List[Tensor], gradients: List[Tensor], batch: List[Tensor]) -> List[Tensor]:
    leaves = annotate(List[Tensor], [])
    for weight in weights:
      leaves.append(weight.detach().requires_grad_(True))
    scores = self.scores(leaves, self.features(leaves, batch[0]))
    loss = -torch.gather(torch.log_softmax(scores, 1), 1, batch[1][:, None]).mean()
    found = torch.grad([loss], leaves, None, None, False, True)
    for i in range(len(found)):
      gradient = found[i]
      if gradient is not None:
        added = gradients[i].add_(gradient)
    return [loss.detach()]
