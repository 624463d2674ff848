/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:847926515b701d5dd22b473de4884bfe6e90626481bf89a6619f987c64b83072';
