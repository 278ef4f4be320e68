/** The family of this machine's processor, as in 'AVX-512'. */
export declare function cpuFamily(): string;
/**
 * The family of a processor.
 *
 * @param info - Linux' `/proc/cpuinfo`; null on other systems, where the model replaces the features.
 */
export declare function familyOf(architecture: string, info: string | null, model: string): string;
