/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:78c831d4f064056489f289efe58e6eb09b71905b31de5751cd2b17d8b309c882';
