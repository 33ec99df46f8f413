
  # ---- training: glide.py's networks, their loss and its gradient --------------------------------------------------
  #
  # Weights are the state dict in its own order, all fp32. "counts" says how many of them belong to: text embeddings,
  # time embedding, blocks, last layers, transformer, final norm, token embedding, pooled text. A batch is a list:
  # x_0, noise [N, 3, H, W], coefficients [N, 11], token ids, token mask [N, T] [, low resolution [N, 3, h, w]]
  # [, known image, mask [N, 3 and 1, H, W]].

  # One column of the coefficients, fit to be multiplied with pictures: [N, 1, 1, 1]
  def coefficient(self, coefficients: Tensor, column: int) -> Tensor:
    return coefficients[:, column][:, None, None, None]

  # q(x_t | x_0) (Ho et al. 2020, equation 4)
  def diffused(self, x_start: Tensor, noise: Tensor, coefficients: Tensor) -> Tensor:
    return self.coefficient(coefficients, 1) * x_start + self.coefficient(coefficients, 2) * noise

  def row_means(self, x: Tensor) -> Tensor:
    return x.flatten(1).mean([1])

  # P(X < x) of a standard normal X, by its approximation with tanh
  def normal_cdf(self, x: Tensor) -> Tensor:
    return 0.5 * (1 + torch.tanh(0.7978845608028654 * (x + 0.044715 * torch.pow(x, 3))))  # sqrt(2 / pi)

  def safe_log(self, x: Tensor) -> Tensor:
    return torch.log(torch.clamp(x, 1e-12))

  # Of pixels of 8 bits under a normal distribution; the first and last bin are open (Ho et al. 2020, equation 13)
  def discretised_log_likelihood(self, x: Tensor, mean: Tensor, log_variance: Tensor) -> Tensor:
    inverse_deviation = torch.exp(-0.5 * log_variance)
    above = self.normal_cdf(inverse_deviation * (x - mean + 0.00392156862745098))  # 1 / 255
    below = self.normal_cdf(inverse_deviation * (x - mean - 0.00392156862745098))
    inner = torch.where(x > 0.999, self.safe_log(1 - below), self.safe_log(above - below))
    return torch.where(x < -0.999, self.safe_log(above), inner)

  # Of N(mean1, exp(log_variance1)) from N(mean2, exp(log_variance2))
  def normal_divergence(self, mean1: Tensor, log_variance1: Tensor, mean2: Tensor, log_variance2: Tensor) -> Tensor:
    squares = torch.pow(mean1 - mean2, 2) * torch.exp(-log_variance2)
    return 0.5 * (log_variance2 - log_variance1 - 1 + torch.exp(log_variance1 - log_variance2) + squares)

  # The variational bound in bits per dimension, without a gradient to the noise (Nichol & Dhariwal 2021, section 3.1)
  def variational_bound(self, x_start: Tensor, x_t: Tensor, noise: Tensor, v: Tensor, coefficients: Tensor) -> Tensor:
    predicted_x_start = self.coefficient(coefficients, 3) * x_t - self.coefficient(coefficients, 4) * noise.detach()
    of_x_start = self.coefficient(coefficients, 5)
    of_x_t = self.coefficient(coefficients, 6) * x_t
    mean = of_x_start * predicted_x_start + of_x_t
    true_log_variance = self.coefficient(coefficients, 7)
    part = (v + 1) / 2
    log_variance = part * self.coefficient(coefficients, 8) + (1 - part) * true_log_variance
    divergence = self.normal_divergence(of_x_start * x_start + of_x_t, true_log_variance, mean, log_variance)
    likelihood = self.discretised_log_likelihood(x_start, mean, log_variance)
    last = self.coefficient(coefficients, 9) > 0
    return self.row_means(torch.where(last, -likelihood, divergence)) / 0.6931471805599453  # ln 2

  # The hybrid loss (Nichol & Dhariwal 2021, equation 16; the bound is rescaled as in guided-diffusion) of every row:
  # loss, mean squared error of the noise, bound. The error is weighted; what is told of it is not.
  def losses(self, output: Tensor, x_start: Tensor, noise: Tensor, coefficients: Tensor) -> List[Tensor]:
    predicted, v = output.split(3, 1)
    x_t = self.diffused(x_start, noise, coefficients)
    error = self.row_means(torch.pow(noise - predicted, 2))
    bound = self.variational_bound(x_start, x_t, predicted, v, coefficients)
    return [coefficients[:, 10] * error + bound, error, bound]

  # As the products take a weight: a copy in their format, unless it stays at 32 bits
  def working_weight(self, weight: Tensor, narrowed: bool) -> Tensor:
    if weight.dim() == 3:
      weight = weight.squeeze(-1)
    if narrowed:
      weight = weight.to(self.dtype)
    return weight

  # Where the parts begin: time embedding, blocks, last layers, transformer, final norm, token embedding, pooled text
  def starts(self, counts: List[int]) -> List[int]:
    starts = annotate(List[int], [])
    start = 0
    for i in range(7):
      start = start + counts[i]
      starts.append(start)
    return starts

  # What blocks() is given of a batch: the input, the embedding, the text's keys and values
  def conditions(self, w: List[Tensor], starts: List[int], plan: List[List[int]], heads: int,
                 batch: List[Tensor]) -> List[Tensor]:
    time, blocks, last, transformer, final_norm, tokens, pooled = starts
    encoder_kv = annotate(List[Tensor], [])
    for step in plan:
      if step[0] == self.ATTENTION:
        encoder_kv.append(w[blocks + step[1] + 4])
        encoder_kv.append(w[blocks + step[1] + 5])
    embeddings = w[tokens:pooled] + w[0:time]
    text = self.encode(embeddings, w[transformer:final_norm], w[final_norm:tokens], w[pooled:], encoder_kv, heads,
                       batch[3], batch[4])
    x_t = self.diffused(batch[0], batch[1], batch[2])
    known_at = 5
    low_resolution = annotate(List[Tensor], [])
    if self.super_resolution:
      low_resolution.append(batch[5])
      known_at = 6
    embedding = self.joint_embedding(w[time:blocks], batch[2][:, 0].contiguous(), text[0])
    return [self.model_input(x_t, low_resolution, batch[known_at:]), embedding, text[1]]

  # One gradient more for a weight, in the weight's own format and shape
  def add_gradient(self, gradient: Optional[Tensor], gradients: List[Tensor], place: int) -> None:
    if gradient is not None:
      whole = gradients[place]
      whole.add_(gradient.to(whole.dtype).reshape(whole.size()))

  # Adds the gradient of a loss with respect to blocks()'s weights and results; gives that with respect to its embedding
  # and text keys. Of the blocks only the inputs are known: what lies between is computed again, block by block from the
  # last to the first (Chen et al. 2016).
  def blocks_backward(self, w: List[Tensor], places: List[int], gradients: List[Tensor], plan: List[List[int]],
                      inputs: List[Tensor], given: List[Tensor], gradient: Tensor) -> List[Tensor]:
    embedding = given[0].detach().requires_grad_(True)
    keys = given[1].detach().requires_grad_(True)
    of_embedding = torch.zeros_like(embedding)
    of_keys = torch.zeros_like(keys)
    stack = annotate(List[Tensor], [])
    for i in range(len(plan)):
      step = plan[len(plan) - 1 - i]
      x = inputs.pop()
      if step[0] == self.PUSH:
        gradient = gradient + stack.pop()
      elif step[0] == self.POP:
        stack.append(gradient[:, x.size(1):])
        gradient = gradient[:, :x.size(1)]
      else:
        x = x.detach().requires_grad_(True)
        leaves = [x, embedding, keys]
        learning = annotate(List[int], [])
        own = annotate(List[Tensor], [])
        for k in range(step[1], step[1] + step[2]):
          weight = w[k].detach()
          if places[k] >= 0:
            weight = weight.requires_grad_(True)
            leaves.append(weight)
            learning.append(places[k])
          own.append(weight)
        y = self.block(step, own, x, embedding, keys)
        found = torch.grad([y], leaves, annotate(List[Optional[Tensor]], [gradient]), None, False, True)
        of_x = found[0]
        of_this_embedding = found[1]
        of_these_keys = found[2]
        if of_x is not None:
          gradient = of_x
        if of_this_embedding is not None:
          of_embedding = of_embedding + of_this_embedding
        if of_these_keys is not None:
          of_keys = of_keys + of_these_keys
        for k in range(len(learning)):
          self.add_gradient(found[3 + k], gradients, learning[k])
    return [of_embedding, of_keys]

  # accumulate() with less memory: of the U-Net, only the inputs of its blocks are kept. places: of each weight, that of
  # its gradient, or -1
  def accumulate_recomputing(self, working: List[Tensor], leaves: List[Tensor], places: List[int],
                             gradients: List[Tensor], batch: List[Tensor], numbers: List[Tensor]) -> List[Tensor]:
    starts = self.starts(annotate(List[int], numbers[2].tolist()))
    plan = annotate(List[List[int]], numbers[3].tolist())
    blocks = starts[1]
    last = starts[2]
    given = self.conditions(working, starts, plan, int(numbers[4]), batch)
    activated = torch.silu(given[1])
    fixed = annotate(List[Tensor], [])
    for weight in working:
      fixed.append(weight.detach())
    embedding = activated.detach()
    keys = given[2].detach()
    h = self.feature(given[0])
    inputs = annotate(List[Tensor], [])
    stack = annotate(List[Tensor], [])
    for step in plan:
      inputs.append(h)
      if step[0] == self.PUSH:
        stack.append(h)
      elif step[0] == self.POP:
        h = torch.cat([h, stack.pop()], 1)
      else:
        h = self.block(step, fixed[blocks + step[1]:blocks + step[1] + step[2]], h, embedding, keys)
    h = h.detach().requires_grad_(True)
    losses = self.losses(self.out(h, working[last:starts[3]]), batch[0], batch[1], batch[2])
    found = torch.grad([losses[0].mean() * numbers[0]], [h] + leaves, None, None, False, True)
    for i in range(len(leaves)):
      self.add_gradient(found[i + 1], gradients, i)
    of_h = found[0]
    assert of_h is not None
    of_given = self.blocks_backward(fixed[blocks:last], places[blocks:last], gradients, plan, inputs,
                                    [embedding, keys], of_h)
    of_rest = torch.grad([activated, given[2]], leaves, annotate(List[Optional[Tensor]], [of_given[0], of_given[1]]),
                         None, False, True)
    for i in range(len(leaves)):
      self.add_gradient(of_rest[i], gradients, i)
    return losses

  # Adds the gradient of share * (mean loss of the rows) to "gradients", one a weight that is trained; gives the rows'
  # losses as losses() does. numbers: share (float32 [1]); narrowed, counts, plan, heads of the text encoder, trained,
  # whether to recompute (int64)
  def accumulate(self, weights: List[Tensor], gradients: List[Tensor], batch: List[Tensor],
                 numbers: List[Tensor]) -> List[Tensor]:
    narrowed = annotate(List[int], numbers[1].tolist())
    trained = annotate(List[int], numbers[5].tolist())
    leaves = annotate(List[Tensor], [])
    working = annotate(List[Tensor], [])
    places = annotate(List[int], [])
    for i in range(len(weights)):
      leaf = weights[i].detach().requires_grad_(trained[i] > 0)
      if trained[i] > 0:
        places.append(len(leaves))
        leaves.append(leaf)
      else:
        places.append(-1)
      working.append(self.working_weight(leaf, narrowed[i] > 0))
    if int(numbers[6]) > 0:
      losses = self.accumulate_recomputing(working, leaves, places, gradients, batch, numbers)
    else:
      starts = self.starts(annotate(List[int], numbers[2].tolist()))
      plan = annotate(List[List[int]], numbers[3].tolist())
      given = self.conditions(working, starts, plan, int(numbers[4]), batch)
      h = self.blocks(working[starts[1]:starts[2]], plan, given[0], given[1], given[2])
      losses = self.losses(self.out(h, working[starts[2]:starts[3]]), batch[0], batch[1], batch[2])
      found = torch.grad([losses[0].mean() * numbers[0]], leaves, None, None, False, True)
      for i in range(len(leaves)):
        self.add_gradient(found[i], gradients, i)
    return [losses[0].detach(), losses[1].detach(), losses[2].detach()]
