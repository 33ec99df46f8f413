# GLIDE's U-Net and text encoder (arXiv 2112.10741, section 3; arXiv 2105.05233 for the U-Net) as TorchScript.
#
# Weights are arguments, in the state dict's order; the module holds none. N rows, C channels, L = height * width
# positions, T text tokens. "plan" is the U-Net as a list of instructions, each
# [operation, first weight, number of weights, attention heads, first channel of its text keys].
#
# convolution(), convolution_weight() and linear() are added from products_x86.py or products_plain.py.
class Glide(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # Number format of products: 6 is fp32, 5 fp16, 15 bf16.
  dtype : int
  # Features lie with their channels last.
  channels_last : bool
  # The time embedding scales and shifts the second norm of a residual block; otherwise it is added before it.
  scale_shift_norm : bool
  super_resolution : bool
  inpainting : bool
  # Part of a residual block's features that is left out, in training alone.
  dropout : float
  # The operations of the plan.
  CONVOLUTION : int
  STRIDED_CONVOLUTION : int
  DOUBLING_CONVOLUTION : int
  RESIDUAL : int
  RESIDUAL_DOWN : int
  RESIDUAL_UP : int
  ATTENTION : int
  PUSH : int
  POP : int

  # ---- weights: once, when the network is loaded -------------------------------------------------------------------

  # A copy in the format of products. A Conv1d of one tap becomes the matrix it is.
  def product_weight(self, weight: Tensor) -> Tensor:
    if weight.dim() == 3:
      weight = weight.squeeze(-1)
    return weight.to(self.dtype, False, True)

  def exact_weight(self, weight: Tensor) -> Tensor:
    return weight.clone()

  # ---- layers ------------------------------------------------------------------------------------------------------

  # A picture or a vector as the blocks hold it.
  def feature(self, x: Tensor) -> Tensor:
    h = x.to(self.dtype)
    if self.channels_last and h.dim() == 4:
      h = h.contiguous(memory_format=2)
    return h

  def group_norm(self, x: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
    if not self.channels_last:
      x = x.contiguous()
    return torch.group_norm(x, 32, gain, bias, 1e-5)

  # In place: for what nobody needs as it was.
  def silu(self, x: Tensor) -> Tensor:
    return torch.silu_(x)

  # By the error function, not by the hyperbolic tangent.
  def gelu(self, x: Tensor) -> Tensor:
    return torch.gelu(x)

  # GN(x) * (1 + scale) + shift; scale, shift [N, C]. In one pass where the layout lets all rows be one long row, whose
  # groups have gains and biases of their own.
  def modulated_norm(self, x: Tensor, gain: Tensor, bias: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    n = x.size(0)
    if self.channels_last:
      h = self.group_norm(x, gain, bias)
      h = torch.addcmul(shift.to(x.dtype)[:, :, None, None], h, (1 + scale).to(x.dtype)[:, :, None, None])
    else:
      row_gain = (gain * (1 + scale)).flatten().to(gain.dtype)
      row_bias = (bias * (1 + scale) + shift).flatten().to(gain.dtype)
      h = x.reshape([1, n * x.size(1), x.size(2), x.size(3)])
      h = torch.group_norm(h, 32 * n, row_gain, row_bias, 1e-5).reshape(x.size())
    return h

  def doubled(self, x: Tensor) -> Tensor:
    return torch.upsample_nearest2d(x, [2 * x.size(2), 2 * x.size(3)])

  def halved(self, x: Tensor) -> Tensor:
    return torch.avg_pool2d(x, [2, 2])

  # softmax(q k / sqrt(width of a head)) v over the row's own keys and, before them, the text's.
  # qkv [N, L, 3C] and text [N, T, 2C]: heads outermost, within a head q, k, v (k, v) -> [N, L, C]
  def attend(self, qkv: Tensor, text: Optional[Tensor], heads: int) -> Tensor:
    q, k, v = qkv.unflatten(2, [heads, 3, -1]).transpose(1, 2).unbind(3)  # each [N, heads, L, width]
    if text is not None:
      text_k, text_v = text.unflatten(2, [heads, 2, -1]).transpose(1, 2).unbind(3)
      k = torch.cat([text_k, k], 2)
      v = torch.cat([text_v, v], 2)
    return torch.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)

  # ---- the text encoder: once a prompt -----------------------------------------------------------------------------

  def layer_norm(self, x: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], gain, bias, 1e-5)

  # Pre-norm, without any mask. w: qkv, attention's output, norm, MLP in, MLP out, norm; each weight and bias
  def transformer_block(self, x: Tensor, w: List[Tensor], heads: int) -> Tensor:
    h = self.attend(self.linear(self.layer_norm(x, w[4], w[5]), w[0], w[1]), None, heads)
    x = x + self.linear(h, w[2], w[3])
    h = self.gelu(self.linear(self.layer_norm(x, w[10], w[11]), w[6], w[7]))
    return x + self.linear(h, w[8], w[9])

  # Token plus position; a padding position gets its padding vector in the place of both.
  # embeddings: tokens, positions [, paddings]; ids, mask [N, T]
  def text_embedding(self, embeddings: List[Tensor], ids: Tensor, mask: Tensor) -> Tensor:
    h = torch.embedding(embeddings[0], ids) + embeddings[1]
    if len(embeddings) > 2:
      h = torch.where(mask[:, :, None], h, embeddings[2])
    return h.to(self.dtype)

  # h [N, T, width] -> [N, T, width]; final_norm: gain and bias, or nothing
  def text_states(self, h: Tensor, transformer: List[Tensor], final_norm: List[Tensor], heads: int) -> Tensor:
    for layer in range(len(transformer) // 12):
      h = self.transformer_block(h, transformer[12 * layer:12 * layer + 12], heads)
    if len(final_norm) > 0:
      h = self.layer_norm(h, final_norm[0], final_norm[1])
    return h

  # What is added to the time embedding, made of the last position: [N, T, width] -> [N, 4C]
  def pooled_text(self, states: Tensor, projection: List[Tensor]) -> Tensor:
    return self.linear(states[:, -1], projection[0], projection[1]).to(6)

  # Keys and values for all attention layers side by side: [N, T, width] -> [N, T, 2 * sum of the layers' C]
  def text_keys(self, states: Tensor, encoder_kv: List[Tensor]) -> Tensor:
    layers = annotate(List[Tensor], [])
    for layer in range(len(encoder_kv) // 2):
      layers.append(self.linear(states, encoder_kv[2 * layer], encoder_kv[2 * layer + 1]))
    return torch.cat(layers, 2)

  def encode(self, embeddings: List[Tensor], transformer: List[Tensor], final_norm: List[Tensor],
             projection: List[Tensor], encoder_kv: List[Tensor], heads: int, ids: Tensor, mask: Tensor) -> List[Tensor]:
    states = self.text_states(self.text_embedding(embeddings, ids, mask), transformer, final_norm, heads)
    return [self.pooled_text(states, projection), self.text_keys(states, encoder_kv)]

  # ---- the U-Net: once a step --------------------------------------------------------------------------------------

  # [cos(t f), sin(t f)] with f falling from 1 to 1/10000; an odd width gets a zero
  def timestep_embedding(self, t: Tensor, width: int) -> Tensor:
    half = width // 2
    i = torch.arange(0, half, dtype=6, device=t.device)
    angle = t[:, None] * torch.exp(i * -9.210340371976184 / half)  # ln 10000
    return torch.constant_pad_nd(torch.cat([torch.cos(angle), torch.sin(angle)], -1), [0, width - 2 * half])

  # t [N], pooled text [N, 4C] -> [N, 4C]; w: two linear layers
  def embedding(self, w: List[Tensor], t: Tensor, pooled: Tensor) -> Tensor:
    h = self.silu(self.linear(self.timestep_embedding(t, w[0].size(1)), w[0], w[1]))
    return self.linear(h, w[2], w[3]) + pooled

  # The same of a batch: one row is taken twice, for a product of one row has other bits than one of many
  def joint_embedding(self, w: List[Tensor], t: Tensor, pooled: Tensor) -> Tensor:
    if t.size(0) == 1:
      t = torch.cat([t, t])
      pooled = torch.cat([pooled, pooled])
    return self.embedding(w, t, pooled)

  # w: norm, convolution, embedding, norm, convolution [, skip connection]; each weight and bias
  def residual(self, x: Tensor, activated_embedding: Tensor, w: List[Tensor], operation: int) -> Tensor:
    h = self.silu(self.group_norm(x, w[0], w[1]))
    if operation == self.RESIDUAL_UP:
      h = self.doubled(h)
      x = self.doubled(x)
    elif operation == self.RESIDUAL_DOWN:
      h = self.halved(h)
      x = self.halved(x)
    h = self.convolution(h, w[2], w[3], 1)
    e = self.linear(activated_embedding, w[4], w[5])[:x.size(0)]
    if self.scale_shift_norm:
      scale, shift = e.chunk(2, 1)
      h = self.modulated_norm(h, w[6], w[7], scale, shift)
    else:
      h = self.group_norm(h + e.to(h.dtype)[:, :, None, None], w[6], w[7])
    h = self.silu(h)
    if self.dropout > 0.0:
      h = torch.dropout(h, self.dropout, True)
    h = self.convolution(h, w[8], w[9], 1)
    if len(w) > 10:
      x = self.convolution(x, w[10], w[11], 1)
    return h.add_(x)

  # Pixels attend to the text and to each other. w: norm, qkv, text keys (see text_keys), output; each weight and bias
  def attention(self, x: Tensor, text: Optional[Tensor], w: List[Tensor], heads: int) -> Tensor:
    h = self.group_norm(x, w[0], w[1]).flatten(2).transpose(1, 2)  # [N, L, C]
    h = self.attend(self.linear(h, w[2], w[3]), text, heads)
    h = self.linear(h, w[6], w[7]).transpose(1, 2)  # [N, C, L]
    return x + h.reshape(x.size())

  def enlarged(self, picture: Tensor, height: int, width: int) -> Tensor:
    return torch.upsample_bilinear2d(picture, [height, width], False)

  # The sample and what is known: x [, known image under its mask, mask] [, enlarged low-resolution picture]
  def model_input(self, x: Tensor, low_resolution: List[Tensor], known: List[Tensor]) -> Tensor:
    parts = [x]
    if self.inpainting:
      image, mask = known
      parts.append(image * mask)
      parts.append(mask)
    if self.super_resolution:
      rows = annotate(List[Tensor], [])
      for row in low_resolution:
        rows.append(self.enlarged(row, x.size(2), x.size(3)))
      parts.append(torch.cat(rows))
    return torch.cat(parts, 1)

  # A step of the plan, with its weights
  def block(self, step: List[int], w: List[Tensor], h: Tensor, activated_embedding: Tensor,
            text_keys: Tensor) -> Tensor:
    operation = step[0]
    if operation == self.CONVOLUTION:
      h = self.convolution(h, w[0], w[1], 1)
    elif operation == self.STRIDED_CONVOLUTION:
      h = self.convolution(h, w[0], w[1], 2)
    elif operation == self.DOUBLING_CONVOLUTION:
      h = self.convolution(self.doubled(h), w[0], w[1], 1)
    elif operation == self.ATTENTION:
      h = self.attention(h, text_keys.narrow(2, step[4], 2 * h.size(1)), w, step[3])
    else:
      h = self.residual(h, activated_embedding, w, operation)
    return h

  # Stem, input blocks, middle, output blocks
  def blocks(self, weights: List[Tensor], plan: List[List[int]], x: Tensor, embedding: Tensor,
             text_keys: Tensor) -> Tensor:
    h = self.feature(x)
    activated_embedding = torch.silu(embedding)
    stack = annotate(List[Tensor], [])
    for step in plan:
      if step[0] == self.PUSH:
        stack.append(h)
      elif step[0] == self.POP:
        h = torch.cat([h, stack.pop()], 1)
      else:
        h = self.block(step, weights[step[1]:step[1] + step[2]], h, activated_embedding, text_keys)
    return h

  # Norm, SiLU and the last convolution, in 32 bits: [N, C, H, W] -> noise and variance [N, 6, H, W]
  def out(self, x: Tensor, w: List[Tensor]) -> Tensor:
    h = self.silu(self.group_norm(x.to(6), w[0].to(6), w[1].to(6)))
    return self.convolution(h, w[2], w[3], 1).contiguous()

  # x [N, 3, H, W], t [N]; pooled text and text keys one tensor a row; low resolution one a row or none; known image and
  # mask [N, 3 and 1, H, W] or none
  def predict(self, time: List[Tensor], weights: List[Tensor], last: List[Tensor], plan: List[List[int]], x: Tensor,
              t: Tensor, pooled: List[Tensor], text_keys: List[Tensor], low_resolution: List[Tensor],
              known: List[Tensor]) -> Tensor:
    embedding = self.joint_embedding(time, t, torch.cat(pooled))
    h = self.blocks(weights, plan, self.model_input(x, low_resolution, known), embedding, torch.cat(text_keys))
    return self.out(h, last)
