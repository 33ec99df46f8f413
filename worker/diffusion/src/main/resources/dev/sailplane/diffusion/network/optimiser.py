
  # ---- the optimiser: added to any class whose weights learn ---------------------------------------------------------

  # The gradient's length, all weights taken as one vector
  def gradient_norm(self, gradients: List[Tensor]) -> Tensor:
    squares = annotate(List[Tensor], [])
    for gradient in gradients:
      squares.append(torch.pow(gradient, 2).sum())
    return torch.sqrt(torch.stack(squares).sum())

  # AdamW (Loshchilov & Hutter 2019, algorithm 2) of one weight, then its moving average; n as in update()
  def adamw(self, w: Tensor, g: Tensor, m: Tensor, s: Tensor, a: Tensor, n: List[float]) -> None:
    m.mul_(n[1]).add_(g, alpha=1 - n[1])
    s.mul_(n[2]).addcmul_(g, g, value=1 - n[2])
    w.mul_(1 - n[0] * n[4])
    w.addcdiv_(m, (s / n[7]).sqrt_().add_(n[3]), value=-n[0] / n[6])
    a.mul_(n[8]).add_(w, alpha=1 - n[8])

  # The same of a table, for those rows that have a gradient or had one: most words of a vocabulary are in no caption, and
  # without weight decay they stay what they are
  def adamw_of_rows(self, table: List[Tensor], g: Tensor, n: List[float]) -> None:
    rows = torch.nonzero(torch.logical_or(g.any(1), table[2].any(1))).flatten()
    own = annotate(List[Tensor], [])
    for whole in table:
      own.append(whole.index_select(0, rows))
    self.adamw(own[0], g.index_select(0, rows), own[1], own[2], own[3], n)
    for i in range(len(table)):
      table[i].index_copy_(0, rows, own[i])

  # A step of adamw() with the gradient, all weights taken as one vector, shortened to "longest". A gradient that is not
  # finite changes nothing. Gradients are zero afterwards. Gives the gradient's norm.
  # numbers: learning rate, beta 1, beta 2, epsilon, weight decay, longest, 1 - beta 1 ^ step, 1 - beta 2 ^ step,
  # decay of the average
  def update(self, weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor],
             average: List[Tensor], n: List[float]) -> Tensor:
    norm = self.gradient_norm(gradients)
    if bool(torch.isfinite(norm)):
      factor = torch.clamp(n[5] / (norm + 1e-6), None, 1.0)
      for i in range(len(weights)):
        w = weights[i]
        g = gradients[i].mul_(factor)
        if w.dim() == 2 and w.size(0) > 4096 and n[4] == 0:
          self.adamw_of_rows([w, first[i], second[i], average[i]], g, n)
        else:
          self.adamw(w, g, first[i], second[i], average[i], n)
    for gradient in gradients:
      zeroed = gradient.zero_()
    return norm
