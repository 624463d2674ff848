/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:499df67aa8996f4f89bdc4172fd77f81d4e352431ce5cc155da595414bdceed8';
