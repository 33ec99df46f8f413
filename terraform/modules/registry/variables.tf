variable "repositories" {
  description = "The images that have a repository. A name is there once in an account and region; empty where another environment has made them."
  type        = set(string)
  default     = ["sailplane/api", "sailplane/worker-cuda"]

  validation {
    condition     = alltrue([for name in var.repositories : can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", name)) && length(name) >= 2 && length(name) <= 256])
    error_message = "repositories must be names of images without registry and tag, such as sailplane/api: lower-case letters and digits, between them dots, hyphens, underscores and slashes."
  }
}

variable "untagged_days" {
  description = "How long images without a tag are kept."
  type        = number
  default     = 14

  validation {
    condition     = var.untagged_days >= 1 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days must be a whole number, 1 or more."
  }
}
