/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:7251b66c315b2bd39f7b388769ec3b55893d221d531acee8fccb910bdbc6763d';
