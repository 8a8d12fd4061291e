"""What stands where data would: nothing chosen, nothing loaded, something wrong."""

import streamlit as st

from skygap.errors import SkygapError
from skygap.scene import Scene


def show_empty(scene: Scene) -> None:
    """Say why nothing is shown and what to do about it."""
    with st.container(key="empty", border=True):
        if scene.items.empty:
            st.markdown("**Nothing is loaded yet.** Add a track file to see its legs and gaps.")
            st.page_link("pages/add_data.py", label="Add data", icon=":material/upload_file:")
        else:
            st.markdown(
                "**Nothing matches these filters.** Widen them in the sidebar, or clear "
                "the region on the map."
            )


def show_fault(fault: SkygapError) -> None:
    """Say in one sentence what is wrong and what to do; the text is shown as it is."""
    with st.container(key="fault", border=True):
        st.markdown("**This cannot be shown.**")
        st.text(str(fault))
