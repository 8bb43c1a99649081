// SPDX-License-Identifier: Apache-2.0
// VISUAL.md 10: 16 grid, stroke 1.5, round caps, no fill.

const shapes = {
  courtyard: 'M2 7.2 8 2.2l6 5V14H2zM5.6 14v-3.6a2.4 2.4 0 0 1 4.8 0V14',
  base: 'M2 14V7.5l3.2 2.4V7.5l3.2 2.4V7.5L11 9.6V2.5h2.4V14zM5 11.8h.01M8 11.8h.01',
  reach:
    'M8 8h.01M8 2a6 6 0 0 1 2.9.75M13.2 5a6 6 0 0 1 .6 4.4M12 12.4a6 6 0 0 1-4 1.6M4.9 13.1a6 6 0 0 1-2.6-3.2M2.1 6.9A6 6 0 0 1 4.6 3',
  family: 'M8 13.4 2.9 8.3a3.1 3.1 0 0 1 4.4-4.4l.7.7.7-.7a3.1 3.1 0 0 1 4.4 4.4z',
  returns: 'M2.5 2.5h11v11h-11zM5 8.2l2.2 2.2L11.2 6',
  flag: 'M4 14.2V2.4h8.6L10.4 5.6l2.2 3.2H4',
  desk: 'M2.2 3.2h11.6v8H2.2zM5.6 14h4.8M8 11.2V14',
  pin: 'M8 14.2C5 10.8 3.6 8.6 3.6 6.4a4.4 4.4 0 0 1 8.8 0c0 2.2-1.4 4.4-4.4 7.8zM8 6.4h.01',
  compare: 'M2.5 4.5h8.6M8.6 2l2.5 2.5L8.6 7M13.5 11.5H4.9M7.4 9l-2.5 2.5L7.4 14',
  calendar: 'M2.5 3.8h11v10h-11zM2.5 6.8h11M5.5 2.2v2.6M10.5 2.2v2.6',
  download: 'M8 2.2v8M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11',
  share:
    'M5.6 7 10.4 4.4M5.6 9l4.8 2.6M3.8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM12.2 1.8a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM12.2 10.6a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  report: 'M3.5 1.8h6l3 3v9.4h-9zM9.2 1.8v3.3h3.3M5.8 8h4.4M5.8 10.8h4.4',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  how: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.4v3.4M8 5.1h.01',
  layers: 'M8 2 14 5.4 8 8.8 2 5.4zM2.6 8.2 8 11.2l5.4-3M2.6 10.8 8 13.8l5.4-3',
  lock: 'M3.5 7h9v6.8h-9zM5.2 7V5a2.8 2.8 0 0 1 5.6 0v2',
  camera: 'M2 5h3l1-1.8h4L11 5h3v8H2zM8 6.6a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z',
  file: 'M3.5 1.8h6l3 3v9.4h-9zM9.2 1.8v3.3h3.3',
  left: 'M9.8 4.2 6 8l3.8 3.8',
  filter: 'M2 3h12L9.5 8.4V13L6.5 11.4v-3z',
  down: 'M4.5 6.5 8 10l3.5-3.5',
  right: 'M6.2 4.2 10 8l-3.8 3.8',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  home: 'M2.6 7.4 8 2.8l5.4 4.6M4 6.4v7h8v-7',
  play: 'M5 3.2v9.6L12.4 8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  back: 'M11 3.5 5.8 8l5.2 4.5zM4 3.5v9',
  forward: 'M5 3.5 10.2 8 5 12.5zM12 3.5v9',
  user: 'M8 2.4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM2.8 14a5.2 4.6 0 0 1 10.4 0',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M12.5 3.5l-.8.8M4.3 11.7l-.8.8',
  moon: 'M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7z',
  search: 'M7 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zM10.4 10.4 14 14',
  keyboard: 'M1.8 4h12.4v8.2H1.8zM4.2 6.6h.01M6.7 6.6h.01M9.2 6.6h.01M11.7 6.6h.01M5 9.6h6',
  print: 'M4.5 6V2.2h7V6M4.5 11.5h-2.3V6h11.6v5.5h-2.3M4.5 9.5h7v4.3h-7z',
  image: 'M2 3h12v10H2zM2.4 11.4 6 7.8l2.6 2.6 2-1.8 3 2.6M10.8 5.8h.01',
  tick: 'M3 8.4 6.4 12 13 4.6',
  cross: 'M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4',
  warn: 'M8 2.2 14.4 13.5H1.6zM8 6.6v3.2M8 11.7h.01',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={shapes[name]} />
    </svg>
  );
}

/** The product mark: a courtyard in a square of 24. */
export function Mark() {
  return (
    <svg
      width="24"
      height="24"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="var(--accent)"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      style={{ flex: 'none' }}
    >
      <path d="M3 10.5 12 3l9 7.5V21H3zM8.5 21v-6a3.5 3.5 0 0 1 7 0v6" />
    </svg>
  );
}
