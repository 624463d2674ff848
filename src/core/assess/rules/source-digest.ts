/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:354a53b02dd21f6450d4ac36e7986b946f725a59f7c4856b77deb5218088299f';
