
  # ---- convolutions and linear layers on an x86 CPU: oneDNN's own, convolution weights in its own layout -----------

  # Packed for two rows of pictures of a nominal side; other sizes work too, at the price of a reordering a call.
  def convolution_weight(self, weight: Tensor, dtype: int, stride: int, side: int) -> Tensor:
    p = weight.size(2) // 2
    w = weight.to(dtype)
    shape = [2, weight.size(1), side, side]
    return ops.mkldnn._reorder_convolution_weight(w, [p, p], [stride, stride], [1, 1], 1, shape)

  def convolution(self, x: Tensor, weight: Tensor, bias: Tensor, stride: int) -> Tensor:
    p = weight.size(2) // 2
    none = annotate(List[Optional[number]], [])
    return ops.mkldnn._convolution_pointwise(x, weight, bias, [p, p], [stride, stride], [1, 1], 1, "none", none, "")

  def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, weight, bias, "none", annotate(List[Optional[number]], []), "")
