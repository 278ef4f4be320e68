// The family of the processor, as far as the results of onnxruntime depend on it. onnxruntime selects its kernels
// (MLAS) at the start by the features of the processor. On x64 the kernels for AVX-512 work on blocks of 16 channels,
// those for AVX2 with FMA on blocks of 8, and older ones round twice where a fused multiply-add rounds once. On arm64
// KleidiAI is used if there is SME (known from the symbols of the library, not tested). Measured with onnxruntime 1.30
// on gradients of InceptionV3 at 80 and 96 px: an EPYC with AVX-512 gives other bits than QEMU's Haswell, EPYC-Rome and
// Skylake-Client, which agree with each other. These differ from SandyBridge, Nehalem and a Haswell without FMA or
// AVX2, which again agree with each other. On EfficientNet-Lite0 AVX-512 and AVX2 agree, and the older processors
// differ.
import { readFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
/** The family of this machine's processor, as in 'AVX-512'. */
export function cpuFamily() {
    return familyOf(arch(), cpuInfo(), cpus()[0]?.model ?? '');
}
/**
 * The family of a processor.
 *
 * @param info - Linux' `/proc/cpuinfo`; null on other systems, where the model replaces the features.
 */
export function familyOf(architecture, info, model) {
    const features = /^(?:flags|Features)\s*:(.*)$/m
        .exec(info ?? '')?.[1]
        ?.trim()
        .split(/\s+/);
    if (features === undefined)
        return model.trim() || architecture;
    const has = (feature) => features.includes(feature);
    if (architecture === 'x64')
        return has('avx512f') ? 'AVX-512' : has('avx2') && has('fma') ? 'AVX2' : 'x64 without AVX2';
    if (architecture === 'arm64')
        return has('sme') ? 'arm64 with SME' : 'arm64';
    return architecture;
}
function cpuInfo() {
    try {
        return readFileSync('/proc/cpuinfo', 'utf8');
    }
    catch {
        return null; // not Linux, or no permission
    }
}
//# sourceMappingURL=cpu-family.js.map