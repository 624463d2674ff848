/** Whether two names of GPU types mean the same, as people and platforms write them. */

const MAKERS: ReadonlySet<string> = new Set([
  'nvidia',
  'amd',
  'intel',
  'tesla',
  'instinct',
  'grid',
  'corporation',
  'gpu',
]);

/** "NVIDIA-A100-SXM4-80GB" and "NVIDIA A100 80 GB" as the same kind of words: a100, sxm4, 80gb. */
function words(name: string): string[] {
  return name
    .toLowerCase()
    .replaceAll(/(\d) +(gi?b)\b/g, '$1$2')
    .replaceAll(/(\d)gib\b/g, '$1gb')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !MAKERS.has(word));
}

/** True when all that `wanted` says is said of `card` too: "A100" is met by "NVIDIA A100 80 GB", not the other way round. */
export function gpuNameMatches(wanted: string, card: string): boolean {
  if (wanted === card) return true;
  const there = new Set(words(card));
  const asked = words(wanted);
  return asked.length > 0 && asked.every((word) => there.has(word));
}
