/** Numbers and sizes as people read them. Machines read JSON, which carries them unrounded. */

export function memoryText(mib: number | null | undefined): string | null {
  if (mib === null || mib === undefined) return null;
  return mib % 1024 === 0 ? `${mib / 1024}Gi` : mib > 10_240 ? `${(mib / 1024).toFixed(1)}Gi` : `${mib}Mi`;
}

export function diskText(gib: number | null | undefined): string | null {
  if (gib === null || gib === undefined) return null;
  return gib >= 1024 ? `${(gib / 1024).toFixed(1)}Ti` : `${Math.round(gib)}Gi`;
}

export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

export function usdText(usd: number | null | undefined): string | null {
  if (usd === null || usd === undefined) return null;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: usd < 100 ? 2 : 0, maximumFractionDigits: usd < 100 ? 2 : 0 })}`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

/** "1 violation", "3 violations". */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : many}`;
}
