/** The kernels as WebAssembly, in base64. */
export declare const KERNELS: string;
