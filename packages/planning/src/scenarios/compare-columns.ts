import type { Plan, PlanFigures } from '@midstream/factory';

/** One line of a table of plans: a figure, its unit, and its value in each plan. */
export interface FigureRow {
  readonly figure: FigureName;
  readonly unit: 'orders' | 'percent' | 'hours' | 'count' | 'money' | 'kWh' | 'gCO2e';
  readonly better: 'less' | 'more';
  readonly values: readonly number[];
  /** Columns that share the best value; all of them where nothing differs. */
  readonly best: readonly number[];
}

export interface PlanColumn {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
}

const ROWS = {
  lateOrders: { unit: 'orders', better: 'less', of: (figures) => figures.lateOrders },
  onTimePercent: { unit: 'percent', better: 'more', of: (figures) => figures.onTimePercent },
  totalTardinessHours: { unit: 'hours', better: 'less', of: (figures) => figures.totalTardinessHours },
  makespanHours: { unit: 'hours', better: 'less', of: (figures) => figures.makespanHours },
  meanFlowHours: { unit: 'hours', better: 'less', of: (figures) => figures.meanFlowHours },
  setupHours: { unit: 'hours', better: 'less', of: (figures) => figures.setupHours },
  changeovers: { unit: 'count', better: 'less', of: (figures) => figures.changeovers },
  overtimeHours: { unit: 'hours', better: 'less', of: (figures) => figures.overtimeHours },
  cost: { unit: 'money', better: 'less', of: (figures) => figures.cost.total },
  energyKwh: { unit: 'kWh', better: 'less', of: (figures) => figures.energyKwh },
  carbon: { unit: 'gCO2e', better: 'less', of: (figures) => figures.carbon.total },
} as const satisfies Record<string, { unit: FigureRow['unit']; better: FigureRow['better']; of: (figures: PlanFigures) => number }>;
export type FigureName = keyof typeof ROWS;

/** Values nearer than this share are the same to a person. */
const SAME = 1e-9;

/** Several plans side by side, figure by figure, with the best of each line marked. */
export function compareColumns(columns: readonly PlanColumn[]): readonly FigureRow[] {
  return (Object.keys(ROWS) as FigureName[]).map((figure) => {
    const { unit, better, of } = ROWS[figure];
    const values = columns.map(({ plan }) => of(plan.figures));
    const top = better === 'less' ? Math.min(...values) : Math.max(...values);
    const best = values.flatMap((value, i) => (Math.abs(value - top) <= SAME * Math.max(1, Math.abs(top)) ? [i] : []));
    return { figure, unit, better, values, best };
  });
}
