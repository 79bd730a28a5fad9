"""Every address of the walls' pages."""

from county.wall.pages import emergency, playlist, profile, proof, today, walls

urlpatterns = [
    *walls.urlpatterns,
    *profile.urlpatterns,
    *today.urlpatterns,
    *playlist.urlpatterns,
    *emergency.urlpatterns,
    *proof.urlpatterns,
]
