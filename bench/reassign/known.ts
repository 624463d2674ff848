/**
 * Published results of the machine reassignment challenge, for orientation beside our own: the best known costs, and
 * what the winning program S41 reaches in 60 s with two threads and seed 1 on a machine like the one these were made on.
 */

export interface KnownCosts {
  readonly best: number;
  readonly winnerAt60: number | null;
}

const known = (best: number, winnerAt60: number | null = null): KnownCosts => ({ best, winnerAt60 });

export const KNOWN: Readonly<Record<string, KnownCosts>> = {
  a1_1: known(44_306_501, 44_306_501),
  a1_2: known(777_531_842, 778_166_409),
  a1_3: known(583_005_719, 583_006_431),
  a1_4: known(256_420_027, 263_330_189),
  a1_5: known(727_578_310, 727_578_411),
  a2_1: known(329, 342),
  a2_2: known(746_097_632, 756_757_072),
  a2_3: known(1_210_644_572, 1_211_892_468),
  a2_4: known(1_680_615_349, 1_682_588_211),
  a2_5: known(313_424_063, 326_087_144),
  b_1: known(3_339_186_879),
  b_2: known(1_015_553_800),
  b_3: known(156_835_787),
  b_5: known(922_988_809),
  b_8: known(1_214_419_057),
  b_10: known(18_048_489_888),
};
