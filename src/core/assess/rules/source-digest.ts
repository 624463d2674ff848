/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:3a40651dab8c4f0a32b471fcd59708e11727148e73e70ffca3771498d775e578';
