const paths = {
  close: 'm6 6 12 12M18 6 6 18',
  send: 'M12 19V5m-6 6 6-6 6 6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.4 3.4-5 7-5s6.4 1.6 7 5',
  spark: 'M12 4c.8 4.6 3.4 7.2 8 8-4.6.8-7.2 3.4-8 8-.8-4.6-3.4-7.2-8-8 4.6-.8 7.2-3.4 8-8Z',
  source: 'M7 4h7l4 4v12H7ZM10 12h5m-5 4h5',
  helpful:
    'M7 20V10l4-6c1.5 0 2.2 1 2 2.500L12.5 10H18c1.2 0 2 1 1.8 2.200l-1.1 6A2 2 0 0 1 16.7 20ZM7 10H4v10h3',
  unhelpful:
    'M7 4v10l4 6c1.5 0 2.2-1 2-2.500L12.5 14H18c1.2 0 2-1 1.8-2.200l-1.1-6A2 2 0 0 0 16.7 4ZM7 14H4V4h3',
  star: 'm12 4 2.5 5.1 5.5.8-4 3.9 1 5.6-5-2.7-5 2.7 1-5.6-4-3.9 5.5-.8Z',
  down: 'M12 5v14m-6-6 6 6 6-6',
}

/** A line drawing of 24 units; always beside a text or a label, so never read out. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
