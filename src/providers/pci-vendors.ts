/** What the vendor of a passed-through PCI device says of it, for platforms that do not say what class it is of. */

/** NVIDIA, AMD's graphics, Habana: what of theirs is handed to machines computes or draws. */
const GPU_VENDORS: ReadonlySet<number> = new Set([0x10de, 0x1002, 0x1da3]);

/** Makers of network cards, storage and cryptographic cards, and of nothing that draws. */
const OTHER_VENDORS: ReadonlySet<number> = new Set([
  0x1000, // Broadcom (LSI): storage controllers
  0x1077, // QLogic: network and Fibre Channel
  0x10df, // Emulex: Fibre Channel
  0x1344, // Micron: flash
  0x1425, // Chelsio: network
  0x144d, // Samsung: flash
  0x14e4, // Broadcom: network
  0x15b3, // Mellanox: network
  0x177d, // Cavium: network and cryptography
  0x1924, // Solarflare: network
  0x1b96, // Western Digital: flash
  0x1c5c, // SK hynix: flash
  0x1dd8, // Pensando: network
  0x1e0f, // Kioxia: flash
  0x9005, // Adaptec: storage controllers
]);

/** Undefined where it cannot be told, as of Intel, which makes network cards, flash and GPUs. */
export function isGpuVendor(vendor: number | undefined): boolean | undefined {
  if (vendor === undefined) return undefined;
  if (GPU_VENDORS.has(vendor)) return true;
  return OTHER_VENDORS.has(vendor) ? false : undefined;
}
