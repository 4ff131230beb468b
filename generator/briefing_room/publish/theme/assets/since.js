// What came since the reader's last visit. The day of the visit is kept in this browser alone.
const box = document.getElementById("since"), key = "briefing:visit";
const today = document.querySelector(".colophon time").dateTime;

function last() {
  const [seen, before] = (localStorage.getItem(key) || "").split(" ");
  if (seen !== today) localStorage.setItem(key, seen ? `${today} ${seen}` : today);
  return seen === today ? before : seen;
}

try {
  const since = last();
  if (since) {
    const feed = await (await fetch(box.dataset.feed)).json();
    const fresh = feed.items.filter((item) => item.date_published.slice(0, 10) > since).slice(0, 5);
    for (const item of fresh) {
      const href = new URL(item.url.replace(feed.home_page_url, ""), new URL(box.dataset.feed, location));
      const link = Object.assign(document.createElement("a"), { textContent: item.title, href });
      const line = document.createElement("li");
      line.append(link);
      box.querySelector("ul").append(line);
    }
    box.hidden = fresh.length === 0;
  }
} catch { /* no storage, no list */ }
