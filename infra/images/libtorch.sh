#!/bin/sh
# Lays out libtorch as PYTORCH_LIBRARY_PATH wants it, with DJL's JNI library beside it: then DJL unpacks and fetches nothing at its start.
#   libtorch.sh cpu PYTORCH-VERSION DJL-VERSION FOLDER     from Maven Central
#   libtorch.sh cu128 PYTORCH-VERSION DJL-VERSION FOLDER   from where DJL itself would fetch it
# Prints a sum over all files. With LIBTORCH_SHA256 in the environment, any other sum is an error.
set -eu
flavor=$1 pytorch=$2 djl=$3
case $flavor in
  cpu | cu*) ;;
  *) echo "cpu, or a flavor of CUDA such as cu128, not $flavor" >&2; exit 2 ;;
esac
mkdir -p "$4"
target=$(cd "$4" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

central=https://repo.maven.apache.org/maven2/ai/djl/pytorch
published=https://publish.djl.ai/pytorch/$pytorch
get() {
  curl -fsSL --proto =https --retry 3 "$1"
}

get "$central/pytorch-jni/$pytorch-$djl/pytorch-jni-$pytorch-$djl.jar" >jni.jar
unzip -q jni.jar "jnilib/linux-x86_64/$flavor/*"
mv "jnilib/linux-x86_64/$flavor/libdjl_torch.so" "$target"

case $flavor in
  cpu)
    get "$central/pytorch-native-cpu/$pytorch/pytorch-native-cpu-$pytorch-linux-x86_64.jar" >native.jar
    unzip -q native.jar 'pytorch/*'
    mv pytorch/cpu/linux-x86_64/* "$target"
    ;;
  cu*)
    # One gzipped library a line.
    get "$published/files.txt" >files.txt
    grep "^$flavor/linux-x86_64/.*\.gz$" files.txt >wanted.txt
    while read -r file; do
      get "$published/$file" | gunzip >"$target/$(basename "$file" .gz | sed 's/%2B/+/g')"
    done <wanted.txt
    # DJL counts GPUs by a libcudart.so that the loader finds; LD_LIBRARY_PATH names this folder.
    mkdir -p "$target/../cudart"
    ln -sf "../$(basename "$target")/$(cd "$target" && ls libcudart*.so* | head -n 1)" "$target/../cudart/libcudart.so"
    ;;
esac
[ -s "$target/libtorch.so" ] || { echo "there is no libtorch.so in it" >&2; exit 1; }
chmod 644 "$target"/*

sum=$(cd "$target" && LC_ALL=C sha256sum -- * | sha256sum | cut -d ' ' -f 1)
echo "LIBTORCH_SHA256=$sum"
if [ -n "${LIBTORCH_SHA256-}" ] && [ "$LIBTORCH_SHA256" != "$sum" ]; then
  echo "expected $LIBTORCH_SHA256" >&2
  exit 1
fi
