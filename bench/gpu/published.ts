/** Mean GPU allocation in percent at 130 % arrivals, published by the authors of FGD (10 seeds), by trace and policy. */

const POLICIES = ['random', 'dot-prod', 'gpu-clustering', 'gpu-packing', 'best-fit', 'fgd'] as const;

const MEANS: Readonly<Record<string, readonly number[]>> = {
  default: [87.47, 90.85, 91.88, 92.0, 93.08, 95.39],
  cpu050: [91.24, 93.27, 93.79, 93.72, 93.79, 95.21],
  cpu100: [89.11, 91.95, 92.64, 92.72, 93.44, 95.35],
  cpu200: [83.77, 87.7, 89.92, 90.22, 92.4, 95.05],
  cpu250: [80.42, 83.81, 87.99, 88.28, 91.45, 93.41],
  gpushare40: [86.0, 89.56, 90.02, 90.03, 91.69, 94.15],
  gpushare60: [83.65, 87.11, 87.2, 87.45, 89.36, 91.4],
  gpushare80: [81.22, 84.49, 84.85, 85.0, 87.01, 89.3],
  gpushare100: [79.44, 82.42, 82.65, 82.57, 85.01, 86.9],
  gpuspec10: [87.43, 90.39, 92.18, 92.46, 93.3, 94.95],
  gpuspec20: [87.24, 89.97, 92.25, 92.94, 93.3, 94.84],
  gpuspec25: [86.94, 89.63, 92.08, 92.98, 93.23, 94.74],
  gpuspec33: [86.46, 89.14, 92.12, 93.22, 93.09, 94.55],
  multigpu20: [88.69, 92.06, 93.56, 93.71, 93.93, 95.65],
  multigpu30: [89.27, 93.28, 94.72, 94.87, 94.72, 96.46],
  multigpu40: [90.09, 94.19, 95.5, 95.74, 95.23, 96.99],
  multigpu50: [90.27, 94.85, 95.81, 96.18, 95.74, 97.18],
};

export function publishedMean(trace: string, policy: string): number | undefined {
  return MEANS[trace]?.[POLICIES.findIndex((name) => name === policy)];
}
