/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:3330aebc2338740238f1dccf84e3fe8b7cefc6780433b21a669aa86088033453';
