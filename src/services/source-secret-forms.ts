/** The ways in which a secret may be written in a text. */

/** Shorter ones would take ordinary words apart; a secret that short protects nothing. */
const SHORTEST = 3;
/** From here on encoded forms are looked for: those of shorter ones are found in ordinary digests and names. */
const SHORTEST_ENCODED = 6;
const SHORTEST_LINE = 16;

/** Longest first, so that a form which holds another is found whole. */
export function secretForms(secrets: readonly string[]): readonly string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    const lines = secret.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE);
    for (const value of [secret, secret.trim(), ...lines]) {
      if (value.length < SHORTEST) continue;
      forms.add(value).add(encodeURIComponent(value)).add(JSON.stringify(value).slice(1, -1));
      if (value.length < SHORTEST_ENCODED) continue;
      const bytes = Buffer.from(value, 'utf8');
      const hex = bytes.toString('hex');
      forms.add(hex).add(hex.toUpperCase());
      for (const encoded of base64Forms(bytes))
        forms.add(encoded).add(encoded.replaceAll('+', '-').replaceAll('/', '_')).add(encodeURIComponent(encoded));
    }
  }
  return [...forms].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/**
 * Alone, and as part of a longer text such as "user:secret" (Basic): three bytes become four characters, so that what
 * stands before only shifts it by 0, 1 or 2 bytes. The characters that neighbours share are left out.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  const alone = bytes.toString('base64').replace(/=+$/, '');
  const inside = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((before * 8) / 6);
    return text.slice(from, Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [alone, ...inside];
}
