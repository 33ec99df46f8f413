
  # ---- the optimiser: added to any class whose weights learn ---------------------------------------------------------

  # The gradient's length, all weights taken as one vector
  def gradient_norm(self, gradients: List[Tensor]) -> Tensor:
    squares = annotate(List[Tensor], [])
    for gradient in gradients:
      squares.append(torch.pow(gradient, 2).sum())
    return torch.sqrt(torch.stack(squares).sum())

  # AdamW (Loshchilov & Hutter 2019, algorithm 2) with the gradient shortened to "longest", then the moving average of
  # the weights. A gradient that is not finite changes nothing. Gradients are zero afterwards. Gives the gradient's norm.
  # numbers: learning rate, beta 1, beta 2, epsilon, weight decay, longest, 1 - beta 1 ^ step, 1 - beta 2 ^ step,
  # decay of the average
  def update(self, weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor],
             average: List[Tensor], n: List[float]) -> Tensor:
    norm = self.gradient_norm(gradients)
    if bool(torch.isfinite(norm)):
      factor = torch.clamp(n[5] / (norm + 1e-6), None, 1.0)
      for i in range(len(weights)):
        g = gradients[i].mul_(factor)
        m = first[i].mul_(n[1]).add_(g, alpha=1 - n[1])
        s = second[i].mul_(n[2]).addcmul_(g, g, value=1 - n[2])
        w = weights[i].mul_(1 - n[0] * n[4])
        w = w.addcdiv_(m, (s / n[7]).sqrt_().add_(n[3]), value=-n[0] / n[6])
        a = average[i].mul_(n[8]).add_(w, alpha=1 - n[8])
    for gradient in gradients:
      zeroed = gradient.zero_()
    return norm
