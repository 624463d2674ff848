/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:81101349d400defdd87ce499940571675af1ec51774e68bb1750bfec28c990f8';
