/** Line drawings on a 16-pixel grid; drawn, not typed, because signs for these are missing from many fonts. */
const PATHS = {
  cockpit: 'M2.5 12a5.5 5.5 0 1 1 11 0M8 12l2.5-4',
  board: 'M2 3.5h6M4.5 8h7M8 12.5h6',
  run: 'M5 3l8 5-8 5z',
  orders: 'M3.5 2.5h9v11h-9zM6 6h4M6 9h4',
  promise: 'M2.5 4.5h11v9h-11zM2.5 7h11M5 2.5v3M11 2.5v3M6 10.5l1.5 1.5 3-3',
  late: 'M8 4.5V8l2.5 2M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  scenarios: 'M4 2.5v4a3 3 0 0 0 3 3h5M4 6.5v7M10 7l2.5 2.5L10 12',
  data: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 3.5v9',
  sites: 'M2.5 13.5v-7l4 2.5V6.5l4 2.5v-6h3v10.5z',
  people: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.5-3 2.5-4 5-4s4.5 1 5 4',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  leave: 'M9.5 2.5h-6v11h6M7 8h7M11.5 5.5L14 8l-2.5 2.5',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  undo: 'M5 3L2 6l3 3M2 6h7a4 4 0 0 1 0 8H6',
  redo: 'M11 3l3 3-3 3M14 6H7a4 4 0 0 0 0 8h3',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="17"
      height="17"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
