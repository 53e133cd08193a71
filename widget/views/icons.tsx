/** The drawings that an empty chat shows; the others stand beside the views that show them. */
export const icons = {
  close: 'm6 6 12 12M18 6 6 18',
  attach: 'm20 11-8.6 8.6a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.6 8.6a1.6 1.6 0 0 1-2.3-2.3L14.5 7',
  emoji: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 10h.01M15 10h.01M8.5 14.5a4.5 4.5 0 0 0 7 0',
  add: 'M12 5v14M5 12h14',
  send: 'M12 19V5m-6 6 6-6 6 6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.4 3.4-5 7-5s6.4 1.6 7 5',
  spark: 'M12 4c.8 4.6 3.4 7.2 8 8-4.6.8-7.2 3.4-8 8-.8-4.6-3.4-7.2-8-8 4.6-.8 7.2-3.4 8-8Z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  down: 'M12 5v14m-6-6 6 6 6-6',
}

/** A line drawing of 24 units; always beside a text or a label, so never read out. */
export function Icon({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
